import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import { buildChildren } from '@/lib/queue/flows/build-children';

import { GENEROUS } from '../../generous-settings';
import { batchBench, batchOf } from './batch-bench';
import { pass } from './owned-engine';

/** What a batch and an echo each take of their user's share. */
const SHARE_MS = 1_000;

/** Mostly at once, as a flood comes. */
const orAtOnce = (max: number) =>
  fc.oneof({ arbitrary: fc.constant(0), weight: 2 }, { arbitrary: fc.nat({ max }), weight: 1 });

const batches = fc.array(
  fc.record({
    gap: orAtOnce(20_000),
    size: fc.integer({ min: 1, max: 12 }),
    /** How long after the last submit its first attempt begins. */
    late: orAtOnce(200_000),
  }),
  { minLength: 1, maxLength: 10 },
);

type Batches = { gap: number; size: number; late: number }[];

/** Every job of one user's batches, as the order has them; and when the first was submitted. */
async function flood(all: Batches): Promise<{ since: number; jobs: Job[] }> {
  const { batch, time, engine } = batchBench(GENEROUS);
  const parents: { parent: Job; size: number; late: number }[] = [];
  const since = engine.clock.now();
  for (const { gap, size, late } of all) {
    parents.push({ parent: await batch(size), size, late });
    await pass(time, gap);
  }
  const jobs: Job[] = [];
  const begun = parents.sort((a, b) => a.late - b.late);
  const end = time.now;
  for (const { parent, size, late } of begun) {
    await pass(time, end + late - time.now);
    const children = buildChildren(engine, parent, batchOf(size).items, 10);
    jobs.push(parent, ...children.map(({ job }) => job));
  }
  return { since, jobs };
}

describe('one user’s batches', () => {
  it('put no more than their user’s share ahead of another user’s single job', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        const { since, jobs } = await flood(all);
        // Whoever submits a single job just then, and has no other.
        for (const { rank: single } of jobs) {
          const ahead = jobs.filter(({ rank }) => rank <= single).length;
          expect(ahead).toBeLessThanOrEqual(1 + Math.floor((single - since) / SHARE_MS));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('that begin in time come in the order of their submits, each job behind the one before', async () => {
    const { jobs } = await flood(Array.from({ length: 8 }, () => ({ gap: 0, size: 5, late: 0 })));
    const ranks = jobs.map(({ rank }) => rank);
    expect(ranks).toEqual(ranks.map((_, at) => (ranks[0] ?? 0) + at * SHARE_MS));
  });

  it('are followed by their user’s next job, as if each of their jobs had been submitted alone', async () => {
    const { batch, echo } = batchBench(GENEROUS);
    const { rank } = await batch(12);
    expect((await echo()).rank).toBe(rank + 13 * SHARE_MS);
  });

  it('have none of their jobs before the time at which they were made', async () => {
    const { jobs } = await flood([{ gap: 0, size: 3, late: 100_000 }]);
    const [parent, ...children] = jobs;
    for (const { rank, createdAt } of children) expect(rank).toBeGreaterThanOrEqual(createdAt);
    expect(children).toHaveLength(3);
    expect(parent?.rank).toBeLessThan(children[0]?.rank ?? 0);
  });
});
