import { openStores } from '../firestore/database';
import { alongsideSuite } from './alongside-suite';
import { clusterStoreSuite } from './cluster-store-suite';
import { jobStoreSuite } from './job-store-suite';
import { leaseChainSuite } from './lease-chain-suite';
import { recordStoreSuite } from './record-store-suite';
import { submitterSuite } from './submitter-suite';

jobStoreSuite('Firestore', () => Promise.resolve(openStores('jobs').jobs));
alongsideSuite('Firestore', () => Promise.resolve(openStores('alongside').jobs));
clusterStoreSuite('Firestore', () => Promise.resolve(openStores('cluster').cluster));
leaseChainSuite('Firestore', () => Promise.resolve(openStores('lease-chain').jobs));
recordStoreSuite('Firestore', () => Promise.resolve(openStores('records').records));
submitterSuite('Firestore', () => Promise.resolve(openStores('submitters')));
