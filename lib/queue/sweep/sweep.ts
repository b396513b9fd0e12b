import type { Engine } from '../engine';
import { promote } from '../transitions/revive';
import { takeBack } from './take-back';

const PAGE = 100;

/** Looks at a server's jobs of which none could be taken back: others write each of them. */
const MOST_VAIN = 3;

/**
 * Clocks of two machines may differ by this: a lease that carries a time is only taken back so long after it.
 * (A server's death is not judged by a clock at all: see `cluster/liveness.ts`.) Milliseconds.
 */
const CLOCK_MARGIN_MS = 5_000;

/** Every scheduled job of these shards whose time has come becomes pending. @returns how many */
export async function promoteDue(engine: Engine, shards: readonly number[]): Promise<number> {
  return inPages(async () => {
    const now = engine.clock.now();
    const due = await engine.jobs.due({ shards, now, limit: PAGE });
    const done = await Promise.all(
      due.map(async ({ job, version }) => {
        const outcome = await engine.jobs.write({ id: job.id, version, patch: promote(job, now) });
        return outcome.ok;
      }),
    );
    return { found: due.length, done: done.filter(Boolean).length };
  });
}

/** Every processing job of these shards whose lease has run out is taken back. @returns how many */
export async function takeBackExpired(engine: Engine, shards: readonly number[]): Promise<number> {
  return inPages(async () => {
    const now = engine.clock.now() - CLOCK_MARGIN_MS;
    const expired = await engine.jobs.expired({ shards, now, limit: PAGE });
    const done = await Promise.all(expired.map((stored) => takeBack(engine, stored)));
    return { found: expired.length, done: done.filter(Boolean).length };
  });
}

/**
 * Every job that a server held is taken back, also one that a person cancels at that moment: nobody looks for a
 * server's jobs any more once it is forgotten.
 * @returns how many, and whether none is left
 */
export async function takeBackFrom(
  engine: Engine,
  serverId: string,
): Promise<{ jobs: number; all: boolean }> {
  let jobs = 0;
  for (let vain = 0; vain < MOST_VAIN;) {
    const held = await engine.jobs.heldBy(serverId, PAGE);
    if (held.length === 0) return { jobs, all: true };
    const done = await Promise.all(held.map((stored) => takeBack(engine, stored)));
    const taken = done.filter(Boolean).length;
    jobs += taken;
    if (taken === 0) vain += 1;
  }
  return { jobs, all: false };
}

/**
 * Ended jobs past their retention are deleted with all under them; TTL alone may take a day.
 * @param goOn asked before each page but the first
 * @returns how many
 */
export async function deleteRetired(engine: Engine, goOn?: () => boolean): Promise<number> {
  return inPages(async () => {
    const retired = await engine.jobs.retired({ now: engine.clock.now(), limit: PAGE });
    const done = await Promise.all(
      retired.map(async (stored) => (await engine.jobs.remove(stored)).ok),
    );
    return { found: retired.length, done: done.filter(Boolean).length };
  }, goOn);
}

/** Page after page, until one is short or nothing of it could be done: then somebody else is doing it. */
async function inPages(
  page: () => Promise<{ found: number; done: number }>,
  goOn = (): boolean => true,
): Promise<number> {
  let total = 0;
  for (;;) {
    const { found, done } = await page();
    total += done;
    if (found < PAGE || done === 0 || !goOn()) return total;
  }
}
