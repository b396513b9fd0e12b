import { describe, expect, it, vi } from 'vitest';

import { JobError } from '@/lib/jobs/error';
import type { Json } from '@/lib/jobs/json';
import type { SpeechEngine } from '@/lib/models/speech/engine';

import { generated, sample } from './recordings';
import { engine, prepareTranscriber } from './transcriber';

// Real decoding and recognition, on machines that are busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const on = prepareTranscriber();

describe('a failed attempt', () => {
  it('finishes and saves what is under way, begins nothing more, and leaves the recording', async () => {
    const mediaId = await on.upload(await sample());
    const checkpoints: Json[] = [];
    const failing = engine('openai', (start) => {
      if (start < 1) throw new JobError('overloaded', 'provider_overloaded', 'Busy.');
      return {};
    });
    const { output } = on.run({ mediaId, engines: [failing], checkpoints });
    await expect(output).rejects.toMatchObject({ code: 'provider_overloaded' });
    expect(checkpoints).toHaveLength(failing.asked.length);
    expect(await on.media.info(mediaId)).not.toBeNull();
  });

  it.each<[string, () => Promise<string>, string]>([
    ['is not there', () => Promise.resolve('a'.repeat(40)), 'media_missing'],
    [
      'is another person’s',
      async () => on.upload(await sample(), { ownerId: 'bert' }),
      'media_missing',
    ],
    [
      'was not uploaded to its end',
      async () => on.upload(await sample(), { size: 10 ** 6 }),
      'media_incomplete',
    ],
    ['is empty', () => on.upload(new Uint8Array()), 'empty_media'],
    ['is no sound', () => on.upload(new TextEncoder().encode('hello')), 'unsupported_media'],
    [
      'is silent',
      async () =>
        on.upload(
          await generated('silent.webm', [
            ...['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=mono', '-t', '2', '-c:a', 'libopus'],
          ]),
        ),
      'silent_audio',
    ],
    [
      'is loud but nobody speaks',
      async () =>
        on.upload(
          await generated('a.wav', ['-f', 'lavfi', '-i', 'sine=f=6000:r=16000', '-t', '2']),
        ),
      'no_speech',
    ],
  ])('says in words that the recording %s', async (_name, file, code) => {
    const counted = engine();
    const failed = on.finish({ mediaId: await file(), engines: [counted] });
    await expect(failed).rejects.toMatchObject({ class: 'invalid_input', code });
    expect(counted.asked).toEqual([]);
  });

  it('says that nobody was understood when the engine heard no words', async () => {
    const deaf = engine('openai', () => ({ text: ' ', words: [] }));
    const failed = on.finish({ mediaId: await on.upload(await sample()), engines: [deaf] });
    await expect(failed).rejects.toMatchObject({ class: 'invalid_input', code: 'no_speech' });
  });

  it('says that nothing is configured for the choice before it reads the recording', async () => {
    const failed = on.finish({ mediaId: 'a'.repeat(40), engines: [], input: { engine: 'cloud' } });
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
    const mediaId = await on.upload(await sample());
    const { output } = on.run({ mediaId, engines: [waiting], signal: abort.signal });
    await expect(output).rejects.toThrow('cancelled');
    expect(performance.now() - stoppedAt).toBeLessThan(1_000);
    expect(await on.media.info(mediaId)).not.toBeNull();
  });
});
