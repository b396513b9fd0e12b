import type { Millis } from '../../jobs/job';
import type { Observer, Unsubscribe, Version, WriteOutcome } from './job-store';

/** `servers/{id}`: written by that server alone, about every heartbeat interval. */
export interface ServerRecord {
  id: string;
  /** Goes up by one each heartbeat. An observer judges by this moving, on its own clock. */
  counter: number;
  startedAt: Millis;
  heartbeatAt: Millis;
  /** True from SIGTERM on: takes no new job. */
  draining: boolean;
  running: number;
  /** How many jobs it runs at once, by queue. */
  concurrency: Record<string, number>;
  /** What it measured of finished attempts, by kind: for estimates. Milliseconds. */
  meanRunMs: Record<string, number>;
  version: string;
}

/** `cluster/members`: written by the leader when membership changes. */
export interface Members {
  serverIds: string[];
  /** The leader's fence: an older leader's write is refused. */
  fence: number;
}

/** `locks/{name}`. */
export interface LockRecord {
  holder: string;
  /** Grows by one with each new holder, for ever. */
  fence: number;
  /** Goes up with each renewal. An observer judges by this moving, on its own clock. */
  counter: number;
  /** How long the holder may go without renewing. Milliseconds. */
  ttlMs: number;
  /** True when the holder let go. */
  released: boolean;
}

/** Who runs, who leads. */
export interface ClusterStore {
  heartbeat(server: ServerRecord): Promise<void>;
  servers(): Promise<ServerRecord[]>;
  removeServer(id: string): Promise<void>;

  readLock(name: string): Promise<{ lock: LockRecord; version: Version } | null>;
  /** Writes if the lock still is at `version`; null means that it must not exist. */
  writeLock(name: string, lock: LockRecord, version: Version | null): Promise<WriteOutcome>;

  members(): Promise<Members | null>;
  /** Atomic; refused as a conflict when what is stored has a higher fence. */
  writeMembers(members: Members): Promise<WriteOutcome>;
  watchMembers(observer: Observer<Members | null>): Unsubscribe;
}
