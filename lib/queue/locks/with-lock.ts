import type { Engine } from '../engine';
import { sleep } from '../sleep';
import { DistributedLock } from './distributed-lock';

export interface LockRequest {
  /** Whoever asks, for the monitor: a server's id. */
  owner: string;
  /** How long a holder that died keeps the others out. Milliseconds. */
  ttlMs: number;
  /** How long to wait for a lock that another has. Milliseconds; 0, the default, does not wait. */
  waitMs?: number;
}

export type LockedOutcome<T> =
  | { ok: true; value: T }
  /** `held`: another had it, and the work was not begun. `lost`: it was taken away while the work ran. */
  | { ok: false; reason: 'held' | 'lost' };

/** Renewals within one lock's time: two may fail. */
const RENEWALS = 3;

/** Between two looks at a lock that another has, at most. Milliseconds. */
const LOOK_MS = 1_000;

/**
 * Runs work that only one process may do at a time. Renews the lock meanwhile, and aborts the signal once the
 * lock is lost: another has it, or no renewal was confirmed for its whole time on this process's own clock.
 * A process that stood still does not hear of that in time, so what the work writes must carry the fence or be
 * a compare-and-set.
 * @throws what the work throws while the lock is held; StoreUnavailable when the lock cannot be asked for
 */
export async function withLock<T>(
  engine: Engine,
  name: string,
  request: LockRequest,
  work: (signal: AbortSignal, fence: number) => Promise<T>,
): Promise<LockedOutcome<T>> {
  const { ttlMs } = request;
  const holder = `${request.owner}/${engine.entropy.id()}`;
  const lock = new DistributedLock(engine, { name, holder, ttlMs });
  const fence = await acquire(engine, lock, request);
  if (fence === null) return { ok: false, reason: 'held' };
  const lost = new AbortController();
  const ended = new AbortController();
  const keeping = keep(engine, lock, { ttlMs, lost, ended: ended.signal });
  try {
    const value = await work(lost.signal, fence);
    return lost.signal.aborted ? { ok: false, reason: 'lost' } : { ok: true, value };
  } catch (error) {
    if (lost.signal.aborted) return { ok: false, reason: 'lost' };
    throw error;
  } finally {
    ended.abort();
    await keeping;
    await lock.release().catch((error: unknown) => {
      engine.log.warn({ lock: name, error: String(error) }, 'a lock ends by its time');
    });
  }
}

async function acquire(
  { clock, entropy }: Engine,
  lock: DistributedLock,
  { ttlMs, waitMs = 0 }: LockRequest,
): Promise<number | null> {
  const until = clock.monotonic() + waitMs;
  for (;;) {
    const fence = await lock.acquire();
    const now = clock.monotonic();
    // A process that stood still while it was written may have the lock no more.
    if (fence !== null && (lock.expiresAt ?? 0) > now) return fence;
    const left = until - now;
    if (left <= 0) return null;
    const look = Math.min(LOOK_MS, ttlMs / RENEWALS) * (1 + entropy.random());
    await sleep(clock, Math.min(look, left));
  }
}

/** Renews until the work has ended or the lock is lost. */
async function keep(
  { clock, log }: Engine,
  lock: DistributedLock,
  run: { ttlMs: number; lost: AbortController; ended: AbortSignal },
): Promise<void> {
  const lose = (): void => {
    run.lost.abort(new DOMException('The lock was lost.', 'AbortError'));
  };
  const over = AbortSignal.any([run.ended, run.lost.signal]);
  const left = (): number => (lock.expiresAt ?? 0) - clock.monotonic();
  // A timer of its own: a renewal that hangs must not hide that the time is over.
  let expire = clock.timer(left(), lose);
  for (;;) {
    await sleep(clock, run.ttlMs / RENEWALS, over);
    if (over.aborted) break;
    try {
      if ((await lock.renew()) === null) lose();
    } catch (error) {
      log.warn({ error: String(error) }, 'a lock was not renewed yet');
    }
    expire();
    if (left() <= 0) lose();
    else expire = clock.timer(left(), lose);
  }
  expire();
}
