import { readFile } from 'node:fs/promises';

import { describe, expect, it, vi } from 'vitest';

import { JobError } from '@/lib/jobs/error';
import type { Json } from '@/lib/jobs/json';
import { transcriptionKind } from '@/lib/jobs/kinds/transcription';
import type { SpeechEngine } from '@/lib/models/speech/engine';
import { localSpeechEngine } from '@/lib/models/speech/local/local-speech';
import { wordErrorRate } from '@/scripts/demo/word-error-rate';

import { sample } from './recordings';
import { engine, NOW, prepareTranscriber } from './transcriber';
import type { Answer } from './transcriber';

// Real decoding and recognition, on machines that are busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const on = prepareTranscriber();

describe('the bundled sample, by the offline recogniser', () => {
  it('comes out in its true words, with times, and its recording is deleted', async () => {
    const mediaId = await on.upload(await sample());
    const { context, output } = on.run({ mediaId, engines: [localSpeechEngine()] });
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
    expect(await on.media.info(mediaId)).toBeNull();
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
    const mediaId = await on.upload(await sample());
    const output = await on.finish({ mediaId, engines: [counted], checkpoints });
    expect(counted.asked.length).toBeGreaterThanOrEqual(4);
    expect(new Set(counted.asked).size).toBe(counted.asked.length);
    expect(checkpoints).toHaveLength(counted.asked.length + 1);
    expect(output.segments).toHaveLength(counted.asked.length);
    const first = output.segments[0];
    expect(first?.words[0]?.start).toBeCloseTo((counted.asked[0] ?? 0) + 0.5, 3);
  });

  it('shows progress that only grows, in words, with the text so far', async () => {
    const mediaId = await on.upload(await sample());
    const { context, output } = on.run({ mediaId, engines: [engine('openai')] });
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
    const output = await on.finish({
      mediaId: await on.upload(await sample()),
      engines: [slowFirst],
    });
    const starts = output.segments.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(output.text.startsWith(`from ${starts[0]}`)).toBe(true);
  });

  it('keeps the recording for as long as the transcript when the person wants it', async () => {
    const mediaId = await on.upload(await sample());
    const output = await on.finish({ mediaId, engines: [engine()], input: { keepMedia: true } });
    expect(output.mediaKept).toBe(true);
    expect(await on.media.info(mediaId)).toMatchObject({
      keep: true,
      expireAt: NOW + transcriptionKind.retentionMs,
    });
  });

  it('tells the language: what was asked for, what the engine heard, or what the text is', async () => {
    const german = 'Guten Morgen, wir sprechen heute über den neuen Haushalt der Gemeinde.';
    const language = async (answer: Answer, input = {}): Promise<string | null> => {
      const mediaId = await on.upload(await sample());
      return (await on.finish({ mediaId, engines: [engine('openai', answer)], input })).language;
    };
    expect(await language(() => ({ language: 'fr' }), { language: 'de' })).toBe('de');
    expect(await language(() => ({ language: 'fr' }))).toBe('fr');
    expect(await language(() => ({ text: german }))).toBe('de');
  });

  it('names every engine that had a part in it', async () => {
    let calls = 0;
    const failing = engine('google', () => {
      calls += 1;
      if (calls > 1) throw new JobError('overloaded', 'provider_overloaded', 'Busy.');
      return { text: 'by google', usage: { inputTokens: 10, outputTokens: 2 } };
    });
    const mediaId = await on.upload(await sample());
    const { context, output } = on.run({ mediaId, engines: [failing, engine('openai')] });
    const { engine: named } = await output;
    expect(named).toMatchObject({ provider: 'openai', model: 'scripted' });
    expect(named.note).toMatch(/A note of openai\. .*google scripted \(\d+ s\)/);
    const google = context.usage.filter(({ provider }) => provider === 'google');
    expect(google[0]).toMatchObject({ inputTokens: 10, outputTokens: 2 });
  });
});
