import type { ClusterStore } from '../../queue/ports/cluster-store';
import type { JobStore } from '../../queue/ports/job-store';
import { createMemoryClusterStore } from './cluster-store';
import { createMemoryJobStore } from './job-store';

/** Both ports over one process's memory. */
export function createMemoryStores(): { jobs: JobStore; cluster: ClusterStore } {
  return { jobs: createMemoryJobStore(), cluster: createMemoryClusterStore() };
}
