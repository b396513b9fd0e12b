import type { ClusterStore } from '../../queue/ports/cluster-store';
import type { Clock } from '../../queue/ports/environment';
import type { JobStore } from '../../queue/ports/job-store';
import type { RecordStore } from '../../queue/ports/record-store';
import { createMemoryClusterStore } from './cluster-store';
import { createMemoryJobStore } from './job-store';
import { createMemoryRecordStore } from './record-store';

/** The three ports over one process's memory. `clock` stands for the store's own. */
export function createMemoryStores(clock: Pick<Clock, 'now'>): {
  jobs: JobStore;
  cluster: ClusterStore;
  records: RecordStore;
} {
  return {
    jobs: createMemoryJobStore(clock),
    cluster: createMemoryClusterStore(),
    records: createMemoryRecordStore(clock),
  };
}
