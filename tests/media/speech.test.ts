import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { decodeMedia } from '@/lib/media/decode/decode-media';
import { readSegment } from '@/lib/media/segments/segment-recording';
import type { SpeechSegment } from '@/lib/models/speech/engine';
import { wordsFromCtm } from '@/lib/models/speech/local/ctm';
import { findLocalSpeech, localSpeechEngine } from '@/lib/models/speech/local/local-speech';
import { DEBIAN_POCKETSPHINX } from '@/lib/models/speech/local/pocketsphinx';
import { readableWords } from '@/lib/models/speech/local/readable-words';

import { wordErrorRate } from '@/scripts/demo/word-error-rate';

import { inPieces, sample } from './recordings';

// Real recognition, on machines that are busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const signal = new AbortController().signal;
let directory: string;
let opening: SpeechSegment;

/** A program in the place of the recogniser. */
async function program(script: string): Promise<string> {
  const path = join(directory, `program-${(await readdir(directory)).length}`);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'firelane-test-'));
  const recording = await decodeMedia(inPieces(await sample()), { signal });
  opening = await readSegment(recording, { start: 0, end: 8.5 * 16_000 });
  await recording.close();
});
afterAll(() => rm(directory, { recursive: true }));

describe('the offline recogniser', () => {
  it('is installed', async () => {
    expect(await findLocalSpeech()).toEqual({ available: true, reason: null });
  });

  it('says what it is, and how to get a better one', () => {
    const engine = localSpeechEngine();
    expect(engine).toMatchObject({ provider: 'local', local: true });
    expect(engine.note).toMatch(/small offline recogniser.*cloud speech provider/);
  });

  it('hears words with times and confidences, written as a person would', async () => {
    const result = await localSpeechEngine().transcribe(opening, { signal, language: 'en-GB' });
    const truth =
      'Good morning everyone, and welcome to the weekly planning meeting. ' +
      'Today is Monday, the second of March.';
    expect(wordErrorRate(truth, result.text)).toBeLessThan(0.2);
    expect(result).toMatchObject({ language: 'en', usage: null });
    expect(result.text).toMatch(/^[A-Z].*\.$/);
    expect(result.words.map(({ text }) => text).join(' ')).toBe(result.text);
    let reached = 0;
    for (const { text, start, end, confidence } of result.words) {
      expect(text).toMatch(/^[A-Za-z']+\.?$/);
      expect(start).toBeGreaterThanOrEqual(reached);
      expect(end).toBeGreaterThan(start);
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      reached = end;
    }
    expect(reached).toBeLessThanOrEqual(opening.end - opening.start);
  });

  it('says that it knows English only', async () => {
    const hearing = localSpeechEngine().transcribe(opening, { signal, language: 'de' });
    await expect(hearing).rejects.toMatchObject({
      class: 'unsupported',
      code: 'language_unsupported',
    });
  });

  it.each([
    { program: 'no-such-recogniser', modelDirectory: DEBIAN_POCKETSPHINX.modelDirectory },
    { program: 'pocketsphinx_batch', modelDirectory: '/nowhere' },
  ])('names what installs it when it is missing: $program, $modelDirectory', async (installed) => {
    const found = await findLocalSpeech(installed);
    expect(found.available).toBe(false);
    expect(found.reason).toContain('apt-get install pocketsphinx pocketsphinx-en-us');
    const hearing = localSpeechEngine(installed).transcribe(opening, { signal });
    await expect(hearing).rejects.toMatchObject({
      class: 'unsupported',
      code: 'speech_engine_missing',
      message: found.reason,
    });
  });

  it('is ended within a second when it is aborted, and leaves no process', async () => {
    const pidFile = join(directory, 'pid');
    const path = await program(
      `echo $$ > ${pidFile}.new && mv ${pidFile}.new ${pidFile}; exec sleep 60`,
    );
    const abort = new AbortController();
    const engine = localSpeechEngine({ ...DEBIAN_POCKETSPHINX, program: path });
    const hearing = engine.transcribe(opening, { signal: abort.signal });
    const ended = expect(hearing).rejects.toThrow('stopped');
    const pid = await vi.waitUntil(() => readFile(pidFile, 'utf8').catch(() => null), 20_000);
    const abortedAt = performance.now();
    abort.abort(new Error('stopped'));
    await ended;
    expect(performance.now() - abortedAt).toBeLessThan(1_000);
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  });

  it('does not start when it is aborted before', async () => {
    const marker = join(directory, 'started');
    const path = await program(`touch ${marker}`);
    const engine = localSpeechEngine({ ...DEBIAN_POCKETSPHINX, program: path });
    const aborted = AbortSignal.abort(new Error('before'));
    await expect(engine.transcribe(opening, { signal: aborted })).rejects.toThrow('before');
    expect(await readdir(directory)).not.toContain('started');
  });

  it('fails in words when it crashes, and keeps what it said for the log', async () => {
    const path = await program('echo "segmentation of the model" >&2; exit 3');
    const engine = localSpeechEngine({ ...DEBIAN_POCKETSPHINX, program: path });
    const error: unknown = await engine.transcribe(opening, { signal }).catch((e: unknown) => e);
    expect(error).toMatchObject({ class: 'bug', code: 'speech_engine_failed' });
    expect(String((error as Error).cause)).toMatch(/ended with 3: segmentation of the model/);
    expect((error as Error).message).not.toContain('segmentation');
  });

  it('is told nothing of our environment', async () => {
    process.env['FIRELANE_TEST_SECRET'] = 'hidden';
    const path = await program('env >&2; exit 1');
    const engine = localSpeechEngine({ ...DEBIAN_POCKETSPHINX, program: path });
    const error: unknown = await engine.transcribe(opening, { signal }).catch((e: unknown) => e);
    delete process.env['FIRELANE_TEST_SECRET'];
    expect(String((error as Error).cause)).toContain('PATH=');
    expect(String((error as Error).cause)).not.toContain('hidden');
  });
});

describe('recognised words', () => {
  it('are read from CTM without noise, fillers and numbers of pronunciations', () => {
    const ctm = [
      '3 1 0.00 0.10 <s> 1.000',
      '3 1 0.18 0.25 for(3) 0.981',
      '3 1 0.43 0.20 <sil> 0.5',
      '3 1 0.63 0.20 [SPEECH] 0.5',
      '3 1 0.83 0.20 ++NOISE++ 0.5',
      "3 1 1.10 0.30 o'clock 1.2",
      'not a line',
      '3 1 -1 0.3 wrong 0.5',
      '',
    ].join('\n');
    expect(wordsFromCtm(ctm)).toEqual([
      { text: 'for', start: 0.18, end: 0.43, confidence: 0.981 },
      { text: "o'clock", start: 1.1, end: 1.4, confidence: 1 },
    ]);
    expect(wordsFromCtm('')).toEqual([]);
  });

  it('get sentences from pauses, and capitals', () => {
    const at = (text: string, start: number, end: number) => ({
      text,
      start,
      end,
      confidence: null,
    });
    const words = readableWords([
      at('we', 0, 0.2),
      at('march', 0.2, 0.5),
      at('on', 0.5, 0.6),
      at('monday', 0.6, 1),
      at('i', 1.5, 1.6),
      at('said', 1.6, 1.9),
      at('in', 1.9, 2),
      at('march', 2, 2.4),
    ]);
    expect(words.map(({ text }) => text).join(' ')).toBe('We march on Monday. I said in March.');
    expect(words[3]).toMatchObject({ start: 0.6, end: 1 });
    expect(readableWords([])).toEqual([]);
  });
});
