import { createMemoryClusterStore } from '@/lib/stores/memory/cluster-store';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { clusterStoreSuite } from './cluster-store-suite';
import { jobStoreSuite } from './job-store-suite';

jobStoreSuite('memory', () => Promise.resolve(createMemoryJobStore()));
clusterStoreSuite('memory', () => Promise.resolve(createMemoryClusterStore()));
