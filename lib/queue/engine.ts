import type { JobKind } from '../jobs/kind';
import type { ClusterStore } from './ports/cluster-store';
import type { Clock, Entropy, Log } from './ports/environment';
import type { JobStore } from './ports/job-store';

/** What every part of the queue is given. */
export interface Engine {
  jobs: JobStore;
  cluster: ClusterStore;
  clock: Clock;
  entropy: Entropy;
  log: Log;
  /** The declared kinds; undefined for a name that nobody declared. */
  kindOf(name: string): JobKind | undefined;
}
