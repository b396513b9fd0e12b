import type { Caller } from '../caller';
import { HttpProblem } from '../problem';
import type { Services } from '../services';
import { auditedAction } from './audited-action';
import { nothingThere } from './change-record';

const CONFLICTS = 10;

/**
 * Takes a lock from its holder, who learns of it at the next renewal.
 * @throws HttpProblem `not_found`, `revision_conflict`
 */
export async function releaseLock(
  { engine }: Services,
  caller: Caller,
  name: string,
): Promise<{ name: string; fence: number; released: true }> {
  const { cluster } = engine;
  const found = await cluster.readLock(name);
  if (found === null) throw nothingThere();
  const { holder, fence, released } = found.lock;
  if (released) return { name, fence, released };
  const release = async (): Promise<number> => {
    for (let conflicts = 0; conflicts < CONFLICTS; conflicts++) {
      const current = await cluster.readLock(name);
      if (current === null) throw nothingThere();
      // Somebody else's by now: that one nobody asked to release.
      if (current.lock.released || current.lock.fence !== fence) return fence;
      const lock = { ...current.lock, released: true };
      if ((await cluster.writeLock(name, lock, current.version)).ok) return fence;
    }
    throw new HttpProblem('revision_conflict', 'Its holder renews it just now. Try again.');
  };
  await auditedAction(
    engine,
    {
      caller,
      action: 'lock.release',
      target: `lock:${name}`,
      before: { holder, fence, released: false },
    },
    release,
    () => ({ fence, released: true }),
  );
  return { name, fence, released: true };
}
