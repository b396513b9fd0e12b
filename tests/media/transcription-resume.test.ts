import { describe, expect, it, vi } from 'vitest';

import type { Json } from '@/lib/jobs/json';

import { sample } from './recordings';
import { engine, prepareTranscriber } from './transcriber';

// Real decoding and recognition, on machines that are busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const on = prepareTranscriber();

describe('the attempt after one that was killed', () => {
  it('does not do a segment twice, and comes to the same result', async () => {
    const whole = await on.finish({
      mediaId: await on.upload(await sample()),
      engines: [engine()],
    });
    const mediaId = await on.upload(await sample());
    const checkpoints: Json[] = [];
    const before = engine();
    const killed = on.run({
      mediaId,
      engines: [before],
      checkpoints,
      onCheckpoint: (count) => {
        if (count === 3) throw new Error('killed');
      },
    });
    await expect(killed.output).rejects.toThrow('killed');
    expect(await on.media.info(mediaId)).not.toBeNull();

    const after = engine();
    const { context, output } = on.run({ mediaId, engines: [after], checkpoints });
    expect(await output).toEqual(whole);
    expect(before.asked).toHaveLength(2);
    expect(after.asked.some((start) => before.asked.includes(start))).toBe(false);
    expect(before.asked.length + after.asked.length).toBe(whole.segments.length);
    expect(context.reports[0]).toMatchObject({ current: 2, total: whole.segments.length });
  });

  it('needs no recording when all was heard', async () => {
    const mediaId = await on.upload(await sample());
    const checkpoints: Json[] = [];
    const first = await on.finish({ mediaId, engines: [engine()], checkpoints });
    expect(await on.media.info(mediaId)).toBeNull();
    const again = engine();
    expect(await on.finish({ mediaId, engines: [again], checkpoints })).toEqual(first);
    expect(again.asked).toEqual([]);
  });

  it('goes on with the engine that was used', async () => {
    const mediaId = await on.upload(await sample());
    const checkpoints: Json[] = [];
    const used = engine('openai');
    const killed = on.run({
      mediaId,
      engines: [used],
      checkpoints,
      onCheckpoint: (count) => {
        if (count === 2) throw new Error('killed');
      },
    });
    await expect(killed.output).rejects.toThrow('killed');
    const other = engine('google');
    const output = await on.finish({ mediaId, engines: [other, used], checkpoints });
    expect(other.asked).toEqual([]);
    expect(output.engine).toMatchObject({ provider: 'openai', note: 'A note of openai.' });
  });

  it('cuts anew when the plan is of another version', async () => {
    const mediaId = await on.upload(await sample());
    const checkpoints: Json[] = [{ step: 'plan', version: 0, spans: [[0, 1]] }];
    const output = await on.finish({ mediaId, engines: [engine()], checkpoints });
    expect(output.segments.length).toBeGreaterThanOrEqual(4);
  });
});
