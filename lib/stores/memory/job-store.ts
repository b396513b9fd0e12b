import { newSubmitter, submitterKey } from '../../cluster/submitter';
import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import type { Clock } from '../../queue/ports/environment';
import type {
  HeadQuery,
  JobStore,
  ListQuery,
  MatchQuery,
  NewJob,
  PartName,
  PartWrite,
  StoredJob,
  Submitter,
} from '../../queue/ports/job-store';
import { fitsAlongside, writeAlongside } from './alongside';
import { Table } from './table';

const byRank = (a: Job, b: Job): number => a.rank - b.rank || compare(a.id, b.id);
const byJobId = (a: { jobId: string }, b: { jobId: string }): number => compare(a.jobId, b.jobId);
const byId = (a: Job, b: Job): number => compare(a.id, b.id);
const newestFirst = (a: Job, b: Job): number => b.createdAt - a.createdAt || compare(b.id, a.id);

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A store in one process, gone with it: for tests, for the simulation, and for trying Firelane alone. */
export function createMemoryJobStore(
  clock: Pick<Clock, 'now'> = Date,
  submitters = new Table<Submitter>(),
): JobStore {
  const jobs = new Table<Job>();
  const cancels = new Table<{ serverId: string; jobId: string }>();
  const parts = new Map<string, string>();

  const select = (
    where: (job: Job) => boolean,
    order: (a: Job, b: Job) => number,
    limit: number,
  ): StoredJob[] =>
    jobs.select(where, order, limit).map(({ value, version }) => ({ job: value, version }));

  const read = (id: string): StoredJob | null => {
    const row = jobs.get(id);
    return row === undefined ? null : { job: row.value, version: row.version };
  };

  const head = (query: HeadQuery): StoredJob[] =>
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
    );

  const cancelsOf = (serverId: string): string[] =>
    cancels
      .select((cancel) => cancel.serverId === serverId, byJobId, Infinity)
      .map(({ value }) => value.jobId);

  const putParts = (id: string, writes: readonly PartWrite[]): void => {
    for (const { name, from, texts } of writes) {
      texts.forEach((text, offset) => parts.set(partKey(id, name, from + offset), text));
    }
  };

  return {
    create: async ({ job, parts: writes, submitter }: NewJob) => {
      if (jobs.get(job.id) !== undefined) return { ok: false, reason: 'exists' };
      const share = submitters.set(
        submitterKey(submitter.submitter.userId),
        submitter.submitter,
        submitter.version,
      );
      if (!share.ok) return { ok: false, reason: 'submitter_conflict' };
      const created = jobs.set(job.id, job, null);
      if (!created.ok) return { ok: false, reason: 'exists' };
      putParts(job.id, writes);
      return {
        ok: true,
        version: created.version,
        submitterVersion: share.version,
        at: clock.now(),
      };
    },
    readSubmitter: async (userId) => {
      const row = submitters.get(submitterKey(userId));
      return row === undefined
        ? { submitter: newSubmitter(userId), version: null, at: clock.now() }
        : {
            submitter: { ...newSubmitter(userId), ...row.value },
            version: row.version,
            at: clock.now(),
          };
    },
    get: async (id) => read(id),
    write: async ({ id, version, patch, parts: writes, tellServer: serverId, alongside }) => {
      const row = jobs.get(id);
      if (row === undefined) return { ok: false, reason: 'missing' };
      if (alongside !== undefined && !fitsAlongside(jobs, alongside)) {
        return { ok: false, reason: 'conflict' };
      }
      const outcome = jobs.set(id, { ...row.value, ...patch }, version);
      if (!outcome.ok) return outcome;
      if (writes !== undefined) putParts(id, writes);
      if (serverId !== undefined) cancels.set(`${serverId}/${id}`, { serverId, jobId: id });
      if (alongside !== undefined) writeAlongside(jobs, alongside, putParts);
      return outcome;
    },
    remove: async ({ job, version }) => {
      const outcome = jobs.delete(job.id, version);
      if (outcome.ok) {
        for (const key of parts.keys()) if (key.startsWith(`${job.id}/`)) parts.delete(key);
      }
      return outcome;
    },
    readParts: async (id, name, count) =>
      Array.from({ length: count }, (_, index) => {
        const text = parts.get(partKey(id, name, index));
        if (text === undefined) throw new Error(`part ${name} ${index} of job ${id} is missing`);
        return text;
      }),
    head: async (query) => head(query),
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
    count: async ({ queues, state, priority }) =>
      jobs.count(
        (job) =>
          queues.includes(job.queue) &&
          job.state === state &&
          (priority === undefined || job.priority === priority),
      ),
    oldestPending: async (queue) =>
      select(
        (job) => job.queue === queue && job.state === 'pending',
        (a, b) => a.updatedAt - b.updatedAt,
        1,
      )[0]?.job.updatedAt ?? null,
    watchPending: ({ queue, limit }, observer) =>
      jobs.watch(
        () => select((job) => job.queue === queue && job.state === 'pending', byId, limit),
        observer,
      ),
    watchCancels: (serverId, observer) => cancels.watch(() => cancelsOf(serverId), observer),
    acknowledgeCancel: async (serverId, jobId) => void cancels.delete(`${serverId}/${jobId}`),
    watchJob: (id, observer) => jobs.watch(() => read(id), observer),
  };
}

function partKey(id: string, name: PartName, index: number): string {
  return `${id}/${name}/${index}`;
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
