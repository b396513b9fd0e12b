import { submitterKey } from '../../cluster/submitter';
import type { Job } from '../../jobs/job';
import type { Alongside, PartWrite, Submitter } from '../../queue/ports/job-store';
import type { Table } from './table';

interface Tables {
  jobs: Table<Job>;
  submitters: Table<Submitter>;
}

/** Whether everything alongside could be written now. */
export function fitsAlongside(
  { jobs, submitters }: Tables,
  { create = [], others = [], submitter: charged }: Alongside,
): boolean {
  return (
    create.every(({ job }) => jobs.get(job.id) === undefined) &&
    others.every(({ id, version }) => jobs.get(id)?.version === version) &&
    (charged === undefined ||
      (submitters.get(submitterKey(charged.submitter.userId))?.version ?? null) === charged.version)
  );
}

/** Writes what `fitsAlongside` found to fit. */
export function writeAlongside(
  { jobs, submitters }: Tables,
  { create = [], others = [], childEnded, submitter: charged }: Alongside,
  putParts: (id: string, parts: readonly PartWrite[]) => void,
): void {
  for (const { job, parts } of create) {
    jobs.set(job.id, job, null);
    putParts(job.id, parts);
  }
  for (const { id, patch } of others) {
    const row = jobs.get(id);
    if (row !== undefined) jobs.set(id, { ...row.value, ...patch });
  }
  if (charged !== undefined) {
    submitters.set(submitterKey(charged.submitter.userId), charged.submitter);
  }
  const parent = childEnded === undefined ? undefined : jobs.get(childEnded.parentId);
  if (childEnded === undefined || parent === undefined || parent.value.children === null) return;
  const { total, ended, failed } = parent.value.children;
  jobs.set(childEnded.parentId, {
    ...parent.value,
    children: { total, ended: ended + 1, failed: failed + (childEnded.failed ? 1 : 0) },
  });
}
