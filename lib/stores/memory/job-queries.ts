import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import type { JobStore, ListQuery, MatchQuery, StoredJob } from '../../queue/ports/job-store';
import { compare } from './compare';
import type { Table } from './table';

const byRank = (a: Job, b: Job): number => a.rank - b.rank || compare(a.id, b.id);
const byId = (a: Job, b: Job): number => compare(a.id, b.id);
const newestFirst = (a: Job, b: Job): number => b.createdAt - a.createdAt || compare(b.id, a.id);

/** What a job store answers without changing anything, from one table. */
export function createJobQueries(
  jobs: Table<Job>,
): Pick<
  JobStore,
  | 'head'
  | 'due'
  | 'expired'
  | 'heldBy'
  | 'awaitingChildren'
  | 'retired'
  | 'list'
  | 'matching'
  | 'countAhead'
  | 'count'
  | 'oldestPending'
  | 'oldestHeld'
  | 'watchPending'
> {
  const select = (
    where: (job: Job) => boolean,
    order: (a: Job, b: Job) => number,
    limit: number,
  ): StoredJob[] =>
    jobs.select(where, order, limit).map(({ value, version }) => ({ job: value, version }));

  return {
    head: async (query) =>
      select(
        (job) =>
          job.queue === query.queue &&
          job.state === 'pending' &&
          query.shards.includes(job.shard) &&
          (query.after === undefined ||
            job.rank > query.after.rank ||
            (job.rank === query.after.rank && job.id > query.after.id)),
        byRank,
        query.limit,
      ),
    due: async ({ shards, now, limit }) =>
      select(
        (job) =>
          job.state === 'scheduled' &&
          job.runAt !== null &&
          job.runAt <= now &&
          shards.includes(job.shard),
        (a, b) => (a.runAt ?? 0) - (b.runAt ?? 0),
        limit,
      ),
    expired: async ({ shards, now, limit }) =>
      select(
        (job) =>
          job.state === 'processing' &&
          job.lease !== null &&
          job.lease.until < now &&
          shards.includes(job.shard),
        (a, b) => (a.lease?.until ?? 0) - (b.lease?.until ?? 0),
        limit,
      ),
    heldBy: async (serverId, limit) =>
      select(
        (job) => job.state === 'processing' && job.lease?.serverId === serverId,
        byRank,
        limit,
      ),
    awaitingChildren: async ({ limit, after }) =>
      select(
        (job) =>
          job.state === 'scheduled' &&
          job.waiting?.reason === 'children' &&
          (after === undefined || job.id > after),
        byId,
        limit,
      ),
    retired: async ({ now, limit }) =>
      select(
        (job) => isEnded(job.state) && job.expireAt < now,
        (a, b) => a.expireAt - b.expireAt,
        limit,
      ),
    list: async (query) => select((job) => fits(job, query), newestFirst, query.limit),
    matching: async (query) => select((job) => matches(job, query), newestFirst, query.limit),
    countAhead: async ({ queue, rank }) =>
      select(
        (job) => job.queue === queue && job.state === 'pending' && job.rank < rank,
        byRank,
        Infinity,
      ).length,
    count: async ({ queues, state, priority, waiting }) =>
      jobs.count(
        (job) =>
          queues.includes(job.queue) &&
          job.state === state &&
          (priority === undefined || job.priority === priority) &&
          (waiting === undefined || (job.waiting !== null && waiting.includes(job.waiting.reason))),
      ),
    oldestPending: async (queue) =>
      select(
        (job) => job.queue === queue && job.state === 'pending',
        (a, b) => a.readyAt - b.readyAt,
        1,
      )[0]?.job.readyAt ?? null,
    oldestHeld: async (queue) =>
      select(
        (job) =>
          job.queue === queue && job.state === 'scheduled' && job.waiting?.reason === 'provider',
        (a, b) => a.readyAt - b.readyAt,
        1,
      )[0]?.job.readyAt ?? null,
    watchPending: ({ queue, limit }, observer) =>
      jobs.watch(
        () => select((job) => job.queue === queue && job.state === 'pending', byId, limit),
        observer,
      ),
  };
}

function isBefore(job: Job, place: ListQuery['before']): boolean {
  return (
    place === undefined ||
    job.createdAt < place.createdAt ||
    (job.createdAt === place.createdAt && job.id < place.id)
  );
}

function matches(job: Job, query: MatchQuery): boolean {
  return (
    (query.states === undefined || query.states.includes(job.state)) &&
    (query.userId === undefined || job.userId === query.userId) &&
    (query.from === undefined || job.createdAt >= query.from) &&
    (query.to === undefined || job.createdAt < query.to) &&
    isBefore(job, query.before)
  );
}

function fits(job: Job, query: ListQuery): boolean {
  return (
    (query.userId === undefined || job.userId === query.userId) &&
    (query.states === undefined || query.states.includes(job.state)) &&
    (query.kinds === undefined || query.kinds.includes(job.kind)) &&
    (query.subjectId === undefined || job.subjectId === query.subjectId) &&
    isBefore(job, query.before)
  );
}
