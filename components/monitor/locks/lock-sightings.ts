import type { LockRecord } from '@/lib/cluster/lock';
import type { SeenRecord } from '@/lib/firebase/client/records';
import type { Millis } from '@/lib/jobs/job';

/** What somebody who looks at a lock has seen of it. A lock holds no time: it is judged by its counter moving. */
export interface LockSighting {
  counter: number;
  fence: number;
  /** When the counter was last seen to move; when it was first seen, before that. On the reader's clock. */
  at: Millis;
  /** Whether a renewal was seen. */
  moved: boolean;
}

export type LockSightings = Readonly<Record<string, LockSighting>>;

/** Adds what is seen now to what was seen before. */
export function sight(
  before: LockSightings,
  locks: readonly SeenRecord<LockRecord>[],
  now: Millis,
): LockSightings {
  return Object.fromEntries(
    locks.map(({ id, value: { counter, fence } }) => {
      const known = before[id];
      const same = known?.counter === counter && known.fence === fence;
      return [id, same ? known : { counter, fence, at: now, moved: known !== undefined }];
    }),
  );
}

export type LockState = 'free' | 'held' | 'silent';

/** `silent`: its holder let more time pass than it may; whoever asks next takes the lock. */
export function lockState(
  lock: LockRecord,
  seen: LockSighting | undefined,
  now: Millis,
): LockState {
  if (lock.released) return 'free';
  return seen !== undefined && now - seen.at > lock.ttlMs ? 'silent' : 'held';
}
