import type { Job } from '../../jobs/job';
import type { JobFilter } from '../../jobs/job-filter';
import { decodeCursor, encodeCursor } from '../cursor';
import type { Engine } from '../engine';
import type { JobPage } from '../queue';

/** Read at once; what the store's own index does not decide is decided here. */
const PAGE = 200;

/** Read for one answer at most: a rare match far back is found by asking on. */
const SCAN_LIMIT = 2_000;

/**
 * Jobs of anybody that fit, newest first; failed ones (the dead letters) where the filter names no states. A
 * page may hold fewer than asked for and still have a next one.
 * @throws QueueError `invalid_input` for a cursor that no page answered
 */
export async function find(
  engine: Engine,
  filter: JobFilter,
  page: { limit: number; cursor?: string },
): Promise<JobPage> {
  const { states = ['failed'], userId, from, to } = filter;
  const jobs: Job[] = [];
  let before = page.cursor === undefined ? undefined : decodeCursor(page.cursor);
  for (let scanned = 0; scanned < SCAN_LIMIT; scanned += PAGE) {
    const found = await engine.jobs.matching({
      states,
      limit: PAGE,
      ...(userId === undefined ? {} : { userId }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(before === undefined ? {} : { before }),
    });
    for (const { job } of found) {
      if (jobs.length === page.limit) return { jobs, nextCursor: cursorAfter(before) };
      before = { createdAt: job.createdAt, id: job.id };
      if (fits(job, filter)) jobs.push(job);
    }
    if (found.length < PAGE) return { jobs, nextCursor: null };
  }
  return { jobs, nextCursor: cursorAfter(before) };
}

function cursorAfter(place: { createdAt: number; id: string } | undefined): string | null {
  return place === undefined ? null : encodeCursor(place);
}

function fits(job: Job, { kinds, queue, errorCode }: JobFilter): boolean {
  return (
    (kinds === undefined || kinds.includes(job.kind)) &&
    (queue === undefined || job.queue === queue) &&
    (errorCode === undefined || job.error?.code === errorCode)
  );
}
