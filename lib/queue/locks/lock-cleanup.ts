import type { Duty } from '../cluster/duty';
import { Liveness } from '../cluster/liveness';
import type { Engine } from '../engine';

/**
 * A lock that nobody has is kept so long. Longer than two machines' clocks may differ: a fence is at least the
 * time at which it was given, so the next one is higher although nothing is left to count on from.
 */
const KEEP_MS = 60 * 60_000;

/** Deletes locks that were let go, or whose holder is gone, long ago. */
export function lockCleanup({ cluster, clock, log }: Engine): Duty {
  const liveness = new Liveness();
  return {
    name: 'lock clean-up',
    everyMs: 60_000,
    run: async () => {
      const asked = clock.monotonic();
      const found = await cluster.locks();
      const read = { asked, answered: clock.monotonic() };
      const seen = found.map(({ name, lock, version }) => {
        const id = `${name}:${lock.holder}:${lock.fence}`;
        // Also one that was let go: its last change counts from when it was first seen.
        const still = liveness.observe(id, lock.counter, read);
        return { id, name, version, over: still >= KEEP_MS + lock.ttlMs };
      });
      liveness.keepOnly(new Set(seen.map(({ id }) => id)));
      for (const { name, version, over } of seen) {
        if (!over) continue;
        const { ok } = await cluster.removeLock(name, version);
        if (ok) log.info({ lock: name }, 'a lock that nobody holds was deleted');
      }
    },
  };
}
