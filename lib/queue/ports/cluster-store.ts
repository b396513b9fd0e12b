import type { LockRecord } from '../../cluster/lock';
import type { ServerRecord } from '../../cluster/server';
import type { Observer, Unsubscribe, Version, WriteOutcome } from './job-store';

export type { LockRecord, ServerRecord };

/** `cluster/members`: written by the leader when membership changes. */
export interface Members {
  serverIds: string[];
  /** Who has slots for a queue, by queue: only of those for which not every member has. */
  serversByQueue: Record<string, string[]>;
  /** The leader's fence: an older leader's write is refused. */
  fence: number;
}

/** Who runs, who leads. */
export interface ClusterStore {
  heartbeat(server: ServerRecord): Promise<void>;
  servers(): Promise<ServerRecord[]>;
  removeServer(id: string): Promise<void>;

  readLock(name: string): Promise<{ lock: LockRecord; version: Version } | null>;
  /** Writes if the lock still is at `version`; null means that it must not exist. */
  writeLock(name: string, lock: LockRecord, version: Version | null): Promise<WriteOutcome>;
  locks(): Promise<{ name: string; lock: LockRecord; version: Version }[]>;
  /** Deletes the lock if it still is at `version`. */
  removeLock(name: string, version: Version): Promise<WriteOutcome>;

  members(): Promise<Members | null>;
  /** Atomic; refused as a conflict when what is stored has a higher fence. */
  writeMembers(members: Members): Promise<WriteOutcome>;
  watchMembers(observer: Observer<Members | null>): Unsubscribe;
}
