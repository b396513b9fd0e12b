import type { Job } from '../../jobs/job';
import type { Priority } from '../../jobs/priority';
import type { JobState } from '../../jobs/state';
import { decodeCursor, encodeCursor } from '../../queue/cursor';
import type { Engine } from '../../queue/engine';
import type { MatchQuery } from '../../queue/ports/job-store';

/** Read at once while looking for what no index decides. */
const SCAN_PAGE = 200;

/** Looked at for one answer at most: a rare match far back is found by asking on. */
export const SCAN_LIMIT = 2_000;

/** One `in` filter for the shards and one for the states may name 30 pairs together. */
const INDEXED_STATES = 3;

/** Which jobs an administrator looks for. What is undefined restricts nothing. */
export interface JobSearch {
  id?: string | undefined;
  userId?: string | undefined;
  kind?: readonly string[] | undefined;
  state?: readonly JobState[] | undefined;
  queue?: string | undefined;
  errorCode?: string | undefined;
  priority?: Priority | undefined;
  /** Created at this time or later. */
  from?: number | undefined;
  /** Created before this time. */
  to?: number | undefined;
  /** Part of title, id or error message, in any case. */
  text?: string | undefined;
}

export interface FoundJobs {
  jobs: Job[];
  /** Null at the end. */
  nextCursor: string | null;
  /** How many were looked at. */
  scanned: number;
}

/**
 * Jobs of everybody, newest first. A page may be short and still have a next one.
 * @throws QueueError `invalid_input` for a cursor that no page answered; StoreUnavailable
 */
export async function searchJobs(
  engine: Engine,
  search: JobSearch,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<FoundJobs> {
  if (search.id !== undefined) return lookUp(engine, search, search.id);
  const query = queryOf(search);
  const pageSize = isIndexed(search) ? limit + 1 : SCAN_PAGE;
  const jobs: Job[] = [];
  let before = cursor === undefined ? undefined : decodeCursor(cursor);
  let scanned = 0;
  while (scanned < SCAN_LIMIT) {
    const found = await engine.jobs.matching({
      ...query,
      limit: pageSize,
      ...(before === undefined ? {} : { before }),
    });
    for (const { job } of found) {
      if (jobs.length === limit) return { jobs, nextCursor: cursorOf(before), scanned };
      scanned += 1;
      before = { createdAt: job.createdAt, id: job.id };
      if (fits(job, search)) jobs.push(job);
    }
    if (found.length < pageSize) return { jobs, nextCursor: null, scanned };
  }
  return { jobs, nextCursor: cursorOf(before), scanned };
}

async function lookUp(engine: Engine, search: JobSearch, id: string): Promise<FoundJobs> {
  const stored = await engine.jobs.get(id);
  const jobs = stored !== null && fits(stored.job, search) ? [stored.job] : [];
  return { jobs, nextCursor: null, scanned: stored === null ? 0 : 1 };
}

/** What of a search the store's own indexes decide. */
function queryOf({ userId, state, from, to }: JobSearch): Omit<MatchQuery, 'limit'> {
  return {
    ...(state === undefined || state.length > INDEXED_STATES ? {} : { states: state }),
    ...(userId === undefined ? {} : { userId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

function isIndexed({ kind, state = [], queue, errorCode, priority, text }: JobSearch): boolean {
  const others = [kind, queue, errorCode, priority, text];
  return others.every((filter) => filter === undefined) && state.length <= INDEXED_STATES;
}

function fits(job: Job, search: JobSearch): boolean {
  const { userId, kind, state, queue, errorCode, priority, from, to, text } = search;
  return (
    (userId === undefined || job.userId === userId) &&
    (kind === undefined || kind.includes(job.kind)) &&
    (state === undefined || state.includes(job.state)) &&
    (queue === undefined || job.queue === queue) &&
    (errorCode === undefined || job.error?.code === errorCode) &&
    (priority === undefined || job.priority === priority) &&
    (from === undefined || job.createdAt >= from) &&
    (to === undefined || job.createdAt < to) &&
    (text === undefined || mentions(job, text.toLowerCase()))
  );
}

function mentions(job: Job, text: string): boolean {
  return [job.id, job.title, job.error?.message ?? ''].some((part) =>
    part.toLowerCase().includes(text),
  );
}

function cursorOf(place: { createdAt: number; id: string } | undefined): string | null {
  return place === undefined ? null : encodeCursor(place);
}
