import { newSubmitter, submitterKey } from '../../cluster/submitter';
import type { Job } from '../../jobs/job';
import type { Clock } from '../../queue/ports/environment';
import type {
  JobStore,
  NewJob,
  PartName,
  PartWrite,
  StoredJob,
  Submitter,
} from '../../queue/ports/job-store';
import { fitsAlongside, writeAlongside } from './alongside';
import { compare } from './compare';
import { createJobQueries } from './job-queries';
import { Table } from './table';

const byJobId = (a: { jobId: string }, b: { jobId: string }): number => compare(a.jobId, b.jobId);

/** A store in one process, gone with it: for tests, for the simulation, and for trying Firelane alone. */
export function createMemoryJobStore(
  clock: Pick<Clock, 'now'> = Date,
  submitters = new Table<Submitter>(),
): JobStore {
  const jobs = new Table<Job>();
  const cancels = new Table<{ serverId: string; jobId: string }>();
  const parts = new Map<string, string>();

  const read = (id: string): StoredJob | null => {
    const row = jobs.get(id);
    return row === undefined ? null : { job: row.value, version: row.version };
  };

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
      if (alongside !== undefined && !fitsAlongside({ jobs, submitters }, alongside)) {
        return { ok: false, reason: 'conflict' };
      }
      const outcome = jobs.set(id, { ...row.value, ...patch }, version);
      if (!outcome.ok) return outcome;
      if (writes !== undefined) putParts(id, writes);
      if (serverId !== undefined) cancels.set(`${serverId}/${id}`, { serverId, jobId: id });
      if (alongside !== undefined) writeAlongside({ jobs, submitters }, alongside, putParts);
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
    ...createJobQueries(jobs),
    watchCancels: (serverId, observer) => cancels.watch(() => cancelsOf(serverId), observer),
    acknowledgeCancel: async (serverId, jobId) => void cancels.delete(`${serverId}/${jobId}`),
    watchJob: (id, observer) => jobs.watch(() => read(id), observer),
  };
}

function partKey(id: string, name: PartName, index: number): string {
  return `${id}/${name}/${index}`;
}
