import { beforeEach, describe, expect, it, vi } from 'vitest';

import { countMatching } from '@/components/monitor/bulk/count-matching';
import { EVERY_JOB } from '@/components/monitor/jobs/job-search';

const { apiFetch } = vi.hoisted(() => ({ apiFetch: vi.fn() }));
vi.mock('@/hooks/api', () => ({ apiFetch }));

const NEWEST = 1_764_000_000_000;

/** Pages of so many jobs, a second apart, from the newest to the oldest; then perhaps more. */
function pages(sizes: readonly number[], more = false): void {
  let made = 0;
  sizes.forEach((size, page) => {
    const jobs = Array.from({ length: size }, () => {
      made += 1;
      return {
        id: `job-${made}`,
        createdAt: new Date(NEWEST - (made - 1) * 1_000).toISOString(),
      };
    });
    const last = page === sizes.length - 1 && !more;
    apiFetch.mockResolvedValueOnce({ jobs, nextCursor: last ? null : `after-${made}` });
  });
}

const count = (told: number[] = []) =>
  countMatching(EVERY_JOB, NEWEST, (jobs) => told.push(jobs), new AbortController().signal);

describe('what a bulk action would take', () => {
  beforeEach(() => apiFetch.mockReset());

  it('is counted page by page, and bounded by the newest that was counted', async () => {
    pages([100, 30]);
    const told: number[] = [];
    const { ids, ...counted } = await count(told);
    expect(counted).toEqual({ jobs: 130, complete: true, before: NEWEST + 1 });
    expect([ids[0], ids.at(-1)]).toEqual(['job-1', 'job-130']);
    expect(told).toEqual([100, 130]);
  });

  it('has no bound where there is nothing', async () => {
    pages([0]);
    expect(await count()).toEqual({ jobs: 0, complete: true, ids: [], before: null });
  });

  it('is bounded by the newest where the first page is empty', async () => {
    pages([0, 1]);
    expect((await count()).before).toBe(NEWEST + 1);
  });

  it.each([
    ['there are more', Array.from({ length: 10 }, () => 100), true],
    ['the last of short pages went beyond', [...Array.from({ length: 19 }, () => 50), 100], false],
  ])('says no more than it takes, and that it is not all, when %s', async (_, sizes, more) => {
    pages(sizes, more);
    const { jobs, complete, ids } = await count();
    expect([jobs, complete, ids.length]).toEqual([1_000, false, 1_000]);
  });
});
