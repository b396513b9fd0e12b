import { createMemoryStores } from '@/lib/stores/memory';
import { createMemoryClusterStore } from '@/lib/stores/memory/cluster-store';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { createMemoryRecordStore } from '@/lib/stores/memory/record-store';

import { alongsideSuite } from './alongside-suite';
import { clusterStoreSuite } from './cluster-store-suite';
import { jobStoreSuite } from './job-store-suite';
import { leaseChainSuite } from './lease-chain-suite';
import { recordStoreSuite } from './record-store-suite';
import { submitterSuite } from './submitter-suite';

jobStoreSuite('memory', () => Promise.resolve(createMemoryJobStore()));
alongsideSuite('memory', () => Promise.resolve(createMemoryJobStore()));
clusterStoreSuite('memory', () => Promise.resolve(createMemoryClusterStore()));
leaseChainSuite('memory', () => Promise.resolve(createMemoryJobStore()));
recordStoreSuite('memory', () => Promise.resolve(createMemoryRecordStore(Date)));
submitterSuite('memory', () => Promise.resolve(createMemoryStores(Date)));
