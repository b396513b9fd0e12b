import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect } from 'vitest';

import { transcriptionKind } from '@/lib/jobs/kinds/transcription';
import type { TranscriptionOutput } from '@/lib/jobs/kinds/transcription';
import type { MediaStore } from '@/lib/media/storage/media-store';
import { openMediaStore } from '@/lib/media/storage/open-media-store';
import { speechChain } from '@/lib/models/speech/chain';
import type { SpeechEngine, SpeechResult } from '@/lib/models/speech/engine';
import { transcriptionWork } from '@/lib/work/transcription';

import { attempt } from './attempts';
import type { AttemptContext, AttemptOptions } from './attempts';
import { inPieces } from './recordings';

/** What the work takes for now. */
export const NOW = 1_700_000_000_000;

/** An engine that remembers. */
export interface CountedEngine extends SpeechEngine {
  /** Where the segments began that it was asked for. */
  asked: number[];
}

export type Answer = (start: number) => Partial<SpeechResult>;

/** An engine that says when each segment began, unless told otherwise. */
export function engine(provider = 'local', answer: Answer = () => ({})): CountedEngine {
  const asked: number[] = [];
  return {
    provider,
    model: 'scripted',
    local: provider === 'local',
    note: `A note of ${provider}.`,
    asked,
    async transcribe({ start, end, wav, pcm }) {
      asked.push(start);
      await Promise.resolve();
      expect(wav().length).toBe(44 + pcm.length * 2);
      expect(end - start).toBeLessThanOrEqual(30);
      const words = [{ text: 'word', start: 0.5, end: 1, confidence: 0.9 }];
      return { text: `from ${start}`, language: null, words, usage: null, ...answer(start) };
    },
  };
}

export interface Run extends Partial<Omit<AttemptOptions, 'userId'>> {
  mediaId: string;
  engines: SpeechEngine[];
  input?: Record<string, unknown>;
}

export interface Transcriber {
  readonly media: MediaStore;
  /** Stores a file of anna's, whole unless a larger size is announced. */
  upload(bytes: Uint8Array, announced?: { size?: number; ownerId?: string }): Promise<string>;
  /** One attempt. */
  run(options: Run): { context: AttemptContext; output: Promise<TranscriptionOutput> };
  /** One attempt, for its output alone. */
  finish(options: Run): Promise<TranscriptionOutput>;
}

/** The real work over a real store on disk, for the tests of one file. */
export function prepareTranscriber(): Transcriber {
  const opened: { directory?: string; media?: MediaStore } = {};
  beforeAll(async () => {
    opened.directory = await mkdtemp(join(tmpdir(), 'firelane-test-'));
    opened.media = openMediaStore('disk', opened.directory);
  });
  afterAll(async () => {
    if (opened.directory !== undefined) await rm(opened.directory, { recursive: true });
  });
  return {
    get media() {
      if (opened.media === undefined) throw new Error('The store opens before the first test');
      return opened.media;
    },
    async upload(bytes, { size = bytes.length, ownerId = 'anna' } = {}) {
      const file = { ownerId, fileName: 'meeting.mp3', keep: false, expireAt: NOW + 1_000 };
      const id = await this.media.create(size, file);
      await this.media.append(id, 0, inPieces(bytes));
      return id;
    },
    run({ mediaId, engines, input, checkpoints = [], job, ...rest }) {
      const submitted = { createdAt: NOW, rank: NOW, ...job };
      const context = attempt({ userId: 'anna', checkpoints, job: submitted, ...rest });
      const services = { media: this.media, speech: speechChain(engines) };
      const running = transcriptionWork(services, () => NOW).run(
        { mediaId, fileName: 'meeting.mp3', ...input },
        context,
      );
      const output = running.then((value) => transcriptionKind.output.parse(value));
      return { context, output };
    },
    finish(options) {
      return this.run(options).output;
    },
  };
}
