import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import { ProgressWriter } from '@/lib/queue/attempt/progress-writer';

import { ownedEngine, pass } from './owned-engine';

function writer(fails = false) {
  const { clock, time } = ownedEngine();
  const written: { at: number; patch: Partial<Job> }[] = [];
  const failures: unknown[] = [];
  const progress = new ProgressWriter(
    clock,
    (decide) => {
      const change = decide();
      if (fails) return Promise.reject(new Error('not written'));
      if (change !== null) written.push({ at: time.now, patch: change.patch });
      return Promise.resolve();
    },
    (error) => failures.push(error),
  );
  const report = (current: number, total = 10, partial?: string): void =>
    progress.report({
      current,
      total,
      message: `step ${current}`,
      ...(partial === undefined ? {} : { partial }),
    });
  return { progress, report, written, failures, time };
}

describe('progress', () => {
  it('of a job that ends soon is never written', async () => {
    const { progress, report, written, time } = writer();
    for (let i = 1; i < 10; i++) report(i);
    await pass(time, 300);
    progress.stop();
    await pass(time, 60_000);
    expect(written).toEqual([]);
  });

  it('is written at most once an interval, the newest report alone', async () => {
    const { progress, report, written, time } = writer();
    for (let i = 1; i <= 100; i++) {
      report(i, 100);
      await pass(time, 50);
    }
    progress.stop();
    expect(written.length).toBeLessThanOrEqual(Math.ceil(5_000 / 700));
    for (const [i, { at }] of written.entries()) {
      expect(at - (written[i - 1]?.at ?? -Infinity)).toBeGreaterThanOrEqual(700);
    }
    const percentages = written.map(({ patch }) => patch.progress?.percentage ?? 0);
    expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
    expect(percentages.at(-1)).toBeGreaterThan(80);
  });

  it('is not written again when nothing new was reported', async () => {
    const { report, written, time } = writer();
    report(1);
    await pass(time, 60_000);
    expect(written).toHaveLength(1);
  });

  it('is written at once after a quiet while', async () => {
    const { report, written, time } = writer();
    await pass(time, 5_000);
    report(1);
    expect(written).toMatchObject([{ at: 5_000, patch: { progress: { current: 1 } } }]);
  });

  it('travels with another write that is made anyway, and is not written twice', async () => {
    const { progress, report, written, time } = writer();
    report(4);
    expect(progress.take()).toMatchObject({ progress: { current: 4, percentage: 40 } });
    expect(progress.take()).toEqual({});
    await pass(time, 60_000);
    expect(written).toEqual([]);
  });

  it('ends with the attempt', async () => {
    const { progress, report, written, time } = writer();
    await pass(time, 1_000);
    progress.stop();
    report(9);
    await pass(time, 60_000);
    expect(written).toEqual([]);
  });

  it.each([
    [3, 4, 75],
    [9, 4, 100],
    [-1, 4, 0],
    [1, 0, 0],
    [1, -3, 0],
  ])('of %d in %d is %d percent', async (current, total, percentage) => {
    const { progress, report, time } = writer();
    await pass(time, 1);
    report(current, total);
    expect(progress.take().progress).toMatchObject({ percentage });
  });

  it('keeps the end of a long text that grows', () => {
    const { progress, report } = writer();
    report(1, 2, `${'x'.repeat(9_000)}end`);
    const { partial } = progress.take();
    expect(partial).toHaveLength(8_000);
    expect(partial?.endsWith('end')).toBe(true);
  });

  it('tells of a write that failed, and goes on', async () => {
    const { report, failures, time } = writer(true);
    report(1);
    await pass(time, 1_000);
    report(2);
    await pass(time, 1_000);
    expect(failures).toHaveLength(2);
  });
});
