import type { JobKind } from '../jobs/kind';
import type { ClusterStore } from './ports/cluster-store';
import type { Clock, Entropy, Log, Tracer } from './ports/environment';
import type { JobStore } from './ports/job-store';
import type { RecordStore } from './ports/record-store';
import type { Settings } from './settings-follower';

/** What every part of the queue is given. */
export interface Engine {
  jobs: JobStore;
  cluster: ClusterStore;
  records: RecordStore;
  settings: Settings;
  clock: Clock;
  entropy: Entropy;
  log: Log;
  tracer: Tracer;
  /** The declared kinds; undefined for a name that nobody declared. */
  kindOf(name: string): JobKind | undefined;
}
