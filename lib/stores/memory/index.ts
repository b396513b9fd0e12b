import type { ClusterStore } from '../../queue/ports/cluster-store';
import type { Clock } from '../../queue/ports/environment';
import type { JobStore } from '../../queue/ports/job-store';
import type { RecordStore } from '../../queue/ports/record-store';
import { createMemoryClusterStore } from './cluster-store';
import { createMemoryJobStore } from './job-store';
import type { Submitter } from '../../cluster/submitter';
import { RECORDS } from '../../queue/records';
import { createMemoryRecordStore } from './record-store';
import { Table } from './table';

/** The three ports over one process's memory. `clock` stands for the store's own. */
export function createMemoryStores(clock: Pick<Clock, 'now'>): {
  jobs: JobStore;
  cluster: ClusterStore;
  records: RecordStore;
} {
  // Submitters are records, too: the job store writes them with their jobs.
  const submitters = new Table<Submitter>();
  return {
    jobs: createMemoryJobStore(clock, submitters),
    cluster: createMemoryClusterStore(),
    records: createMemoryRecordStore(clock, new Map([[RECORDS.submitters.name, submitters]])),
  };
}
