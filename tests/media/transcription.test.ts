import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { JobError } from '@/lib/jobs/error';
import type { Json } from '@/lib/jobs/json';
import { transcriptionKind } from '@/lib/jobs/kinds/transcription';
import type { TranscriptionOutput } from '@/lib/jobs/kinds/transcription';
import type { MediaStore } from '@/lib/media/storage/media-store';
import { openMediaStore } from '@/lib/media/storage/open-media-store';
import { speechChain } from '@/lib/models/speech/chain';
import type { SpeechEngine, SpeechResult } from '@/lib/models/speech/engine';
import { localSpeechEngine } from '@/lib/models/speech/local/local-speech';
import { transcriptionWork } from '@/lib/work/transcription';
import { wordErrorRate } from '@/scripts/demo/word-error-rate';

import { attempt } from './attempts';
import type { AttemptOptions } from './attempts';
import { generated, inPieces, sample } from './recordings';

// Real decoding and recognition, on machines that are busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const NOW = 1_700_000_000_000;
let directory: string;
let media: MediaStore;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'firelane-test-'));
  media = openMediaStore('disk', directory);
});
afterAll(() => rm(directory, { recursive: true }));

async function upload(bytes: Uint8Array, size = bytes.length, ownerId = 'anna'): Promise<string> {
  const file = { ownerId, fileName: 'meeting.mp3', keep: false, expireAt: NOW + 1_000 };
  const id = await media.create(size, file);
  await media.append(id, 0, inPieces(bytes));
  return id;
}

interface Counted extends SpeechEngine {
  /** Where the segments began that it was asked for. */
  asked: number[];
}

type Answer = (start: number) => Partial<SpeechResult>;

/** An engine that says when each segment began, unless told otherwise. */
function engine(provider = 'local', answer: Answer = () => ({})): Counted {
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

interface Run extends Partial<Omit<AttemptOptions, 'userId'>> {
  mediaId: string;
  engines: SpeechEngine[];
  input?: Record<string, unknown>;
}

async function run({ mediaId, engines, input, checkpoints = [], ...rest }: Run) {
  const context = attempt({ userId: 'anna', checkpoints, ...rest });
  const work = transcriptionWork({ media, speech: speechChain(engines) }, () => NOW);
  const running = work.run({ mediaId, fileName: 'meeting.mp3', ...input }, context);
  const output = running.then((value) => transcriptionKind.output.parse(value));
  return { context, output };
}

async function finish(options: Run): Promise<TranscriptionOutput> {
  return (await run(options)).output;
}

describe('the bundled sample, by the offline recogniser', () => {
  it('comes out in its true words, with times, and its recording is deleted', async () => {
    const mediaId = await upload(await sample());
    const { context, output } = await run({ mediaId, engines: [localSpeechEngine()] });
    const result = await output;
    const truth = await readFile('samples/weekly-planning-meeting.txt', 'utf8');
    const rate = wordErrorRate(truth, result.text);
    expect(rate).toBeLessThan(0.2);
    expect(result).toMatchObject({ language: 'en', mediaKept: false, engine: { local: true } });
    expect(result.duration).toBeGreaterThan(60);
    expect(result.duration).toBeLessThan(70);
    let reached = 0;
    for (const segment of result.segments) {
      expect(segment.start).toBeGreaterThanOrEqual(reached);
      expect(segment.words.map(({ text }) => text).join(' ')).toBe(segment.text);
      for (const word of segment.words) {
        expect(word.start).toBeGreaterThanOrEqual(reached);
        expect(word.end).toBeLessThanOrEqual(result.duration);
        reached = word.start;
      }
      reached = segment.end;
    }
    expect(await media.info(mediaId)).toBeNull();
    const last = context.reports.at(-1);
    expect(last?.current).toBe(last?.total);
    expect(last?.partial).toBe(result.text);
    expect(context.usage[0]).toMatchObject({ provider: 'local', cost: 0 });
  });
});

describe('an attempt', () => {
  it('asks for each segment once and saves each once, after the plan', async () => {
    const checkpoints: Json[] = [];
    const counted = engine();
    const mediaId = await upload(await sample());
    const output = await finish({ mediaId, engines: [counted], checkpoints });
    expect(counted.asked.length).toBeGreaterThanOrEqual(4);
    expect(new Set(counted.asked).size).toBe(counted.asked.length);
    expect(checkpoints).toHaveLength(counted.asked.length + 1);
    expect(output.segments).toHaveLength(counted.asked.length);
    const first = output.segments[0];
    expect(first?.words[0]?.start).toBeCloseTo((counted.asked[0] ?? 0) + 0.5, 3);
  });

  it('shows progress that only grows, in words, with the text so far', async () => {
    const mediaId = await upload(await sample());
    const { context, output } = await run({ mediaId, engines: [engine('openai')] });
    await output;
    expect(context.reports[0]?.message).toBe('Reading the recording');
    const hearing = context.reports.filter(({ message }) => message.startsWith('Transcribing'));
    expect(hearing.length).toBeGreaterThanOrEqual(5);
    let done = -1;
    let text = '';
    for (const { current, total, message, partial = '' } of hearing) {
      expect(message).toMatch(/^Transcribing, \d+:\d\d of 1:0\d$/);
      expect(current).toBeGreaterThan(done);
      expect(current).toBeLessThanOrEqual(total);
      expect(partial.startsWith(text)).toBe(true);
      done = current;
      text = partial;
    }
  });

  it('puts segments in order whatever the order in which they are heard', async () => {
    const slowFirst: SpeechEngine = {
      ...engine('openai'),
      async transcribe({ start }) {
        const turns = start < 1 ? 50 : 1;
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
        return { text: `from ${start}`, language: 'en', words: [], usage: null };
      },
    };
    const output = await finish({ mediaId: await upload(await sample()), engines: [slowFirst] });
    const starts = output.segments.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(output.text.startsWith(`from ${starts[0]}`)).toBe(true);
  });

  it('keeps the recording for as long as the transcript when the person wants it', async () => {
    const mediaId = await upload(await sample());
    const output = await finish({ mediaId, engines: [engine()], input: { keepMedia: true } });
    expect(output.mediaKept).toBe(true);
    expect(await media.info(mediaId)).toMatchObject({
      keep: true,
      expireAt: NOW + transcriptionKind.retentionMs,
    });
  });

  it('tells the language: what was asked for, what the engine heard, or what the text is', async () => {
    const german = 'Guten Morgen, wir sprechen heute über den neuen Haushalt der Gemeinde.';
    const language = async (answer: Answer, input = {}): Promise<string | null> => {
      const mediaId = await upload(await sample());
      return (await finish({ mediaId, engines: [engine('openai', answer)], input })).language;
    };
    expect(await language(() => ({ language: 'fr' }), { language: 'de' })).toBe('de');
    expect(await language(() => ({ language: 'fr' }))).toBe('fr');
    expect(await language(() => ({ text: german }))).toBe('de');
  });

  it('names every engine that had a part in it', async () => {
    const failing = engine('google', (start) => {
      if (start > 15) throw new JobError('overloaded', 'provider_overloaded', 'Busy.');
      return { text: 'by google', usage: { inputTokens: 10, outputTokens: 2 } };
    });
    const mediaId = await upload(await sample());
    const { context, output } = await run({ mediaId, engines: [failing, engine('openai')] });
    const { engine: named } = await output;
    expect(named).toMatchObject({ provider: 'openai', model: 'scripted' });
    expect(named.note).toMatch(/A note of openai\. .*google scripted \(\d+ s\)/);
    const google = context.usage.filter(({ provider }) => provider === 'google');
    expect(google[0]).toMatchObject({ inputTokens: 10, outputTokens: 2 });
  });
});

describe('the attempt after one that was killed', () => {
  it('does not do a segment twice, and comes to the same result', async () => {
    const whole = await finish({ mediaId: await upload(await sample()), engines: [engine()] });
    const mediaId = await upload(await sample());
    const checkpoints: Json[] = [];
    const before = engine();
    const killed = await run({
      mediaId,
      engines: [before],
      checkpoints,
      onCheckpoint: (count) => {
        if (count === 3) throw new Error('killed');
      },
    });
    await expect(killed.output).rejects.toThrow('killed');
    expect(await media.info(mediaId)).not.toBeNull();

    const after = engine();
    const { context, output } = await run({ mediaId, engines: [after], checkpoints });
    expect(await output).toEqual(whole);
    expect(before.asked).toHaveLength(2);
    expect(after.asked.some((start) => before.asked.includes(start))).toBe(false);
    expect(before.asked.length + after.asked.length).toBe(whole.segments.length);
    expect(context.reports[0]).toMatchObject({ current: 2, total: whole.segments.length });
  });

  it('needs no recording when all was heard', async () => {
    const mediaId = await upload(await sample());
    const checkpoints: Json[] = [];
    const first = await finish({ mediaId, engines: [engine()], checkpoints });
    expect(await media.info(mediaId)).toBeNull();
    const again = engine();
    expect(await finish({ mediaId, engines: [again], checkpoints })).toEqual(first);
    expect(again.asked).toEqual([]);
  });

  it('goes on with the engine that was used', async () => {
    const mediaId = await upload(await sample());
    const checkpoints: Json[] = [];
    const used = engine('openai');
    const killed = await run({
      mediaId,
      engines: [used],
      checkpoints,
      onCheckpoint: (count) => {
        if (count === 2) throw new Error('killed');
      },
    });
    await expect(killed.output).rejects.toThrow('killed');
    const other = engine('google');
    const output = await finish({ mediaId, engines: [other, used], checkpoints });
    expect(other.asked).toEqual([]);
    expect(output.engine).toMatchObject({ provider: 'openai', note: 'A note of openai.' });
  });

  it('cuts anew when the plan is of another version', async () => {
    const mediaId = await upload(await sample());
    const checkpoints: Json[] = [{ step: 'plan', version: 0, spans: [[0, 1]] }];
    const output = await finish({ mediaId, engines: [engine()], checkpoints });
    expect(output.segments.length).toBeGreaterThanOrEqual(4);
  });
});

describe('a failed attempt', () => {
  it('finishes and saves what is under way, begins nothing more, and leaves the recording', async () => {
    const mediaId = await upload(await sample());
    const checkpoints: Json[] = [];
    const failing = engine('openai', (start) => {
      if (start < 1) throw new JobError('overloaded', 'provider_overloaded', 'Busy.');
      return {};
    });
    const { output } = await run({ mediaId, engines: [failing], checkpoints });
    await expect(output).rejects.toMatchObject({ code: 'provider_overloaded' });
    expect(checkpoints).toHaveLength(failing.asked.length);
    expect(await media.info(mediaId)).not.toBeNull();
  });

  it.each<[string, () => Promise<string>, string]>([
    ['is not there', () => Promise.resolve('a'.repeat(40)), 'media_missing'],
    ['is another person’s', async () => upload(await sample(), undefined, 'bert'), 'media_missing'],
    [
      'was not uploaded to its end',
      async () => upload(await sample(), 10 ** 6),
      'media_incomplete',
    ],
    ['is empty', () => upload(new Uint8Array()), 'empty_media'],
    ['is no sound', () => upload(new TextEncoder().encode('hello')), 'unsupported_media'],
    [
      'is silent',
      async () =>
        upload(
          await generated('silent.webm', [
            ...['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=mono', '-t', '2', '-c:a', 'libopus'],
          ]),
        ),
      'silent_audio',
    ],
    [
      'is loud but nobody speaks',
      async () =>
        upload(await generated('a.wav', ['-f', 'lavfi', '-i', 'sine=f=6000:r=16000', '-t', '2'])),
      'no_speech',
    ],
  ])('says in words that the recording %s', async (_name, file, code) => {
    const counted = engine();
    const failed = finish({ mediaId: await file(), engines: [counted] });
    await expect(failed).rejects.toMatchObject({ class: 'invalid_input', code });
    expect(counted.asked).toEqual([]);
  });

  it('says that nobody was understood when the engine heard no words', async () => {
    const deaf = engine('openai', () => ({ text: ' ', words: [] }));
    const failed = finish({ mediaId: await upload(await sample()), engines: [deaf] });
    await expect(failed).rejects.toMatchObject({ class: 'invalid_input', code: 'no_speech' });
  });

  it('says that nothing is configured for the choice before it reads the recording', async () => {
    const failed = finish({ mediaId: 'a'.repeat(40), engines: [], input: { engine: 'cloud' } });
    await expect(failed).rejects.toMatchObject({ class: 'unsupported', code: 'no_speech_engine' });
  });
});

describe('an attempt that is aborted', () => {
  it('ends within a second while it hears', async () => {
    const abort = new AbortController();
    const waiting: SpeechEngine = {
      ...engine('openai'),
      transcribe: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          stoppedAt = performance.now();
          abort.abort(new Error('cancelled'));
        }),
    };
    let stoppedAt = 0;
    const mediaId = await upload(await sample());
    const { output } = await run({ mediaId, engines: [waiting], signal: abort.signal });
    await expect(output).rejects.toThrow('cancelled');
    expect(performance.now() - stoppedAt).toBeLessThan(1_000);
    expect(await media.info(mediaId)).not.toBeNull();
  });
});
