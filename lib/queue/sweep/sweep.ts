import type { Engine } from '../engine';
import { promote } from '../transitions/revive';
import { takeBack } from './take-back';

const PAGE = 100;

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

/** Every job that a server held is taken back. @returns how many */
export async function takeBackFrom(engine: Engine, serverId: string): Promise<number> {
  return inPages(async () => {
    const held = await engine.jobs.heldBy(serverId, PAGE);
    const done = await Promise.all(held.map((stored) => takeBack(engine, stored)));
    return { found: held.length, done: done.filter(Boolean).length };
  });
}

/** Ended jobs past their retention are deleted with all under them; TTL alone may take a day. @returns how many */
export async function deleteRetired(engine: Engine): Promise<number> {
  return inPages(async () => {
    const retired = await engine.jobs.retired({ now: engine.clock.now(), limit: PAGE });
    const done = await Promise.all(
      retired.map(async (stored) => (await engine.jobs.remove(stored)).ok),
    );
    return { found: retired.length, done: done.filter(Boolean).length };
  });
}

/** Page after page, until one is short or nothing of it could be done: then somebody else is doing it. */
async function inPages(page: () => Promise<{ found: number; done: number }>): Promise<number> {
  let total = 0;
  for (;;) {
    const { found, done } = await page();
    total += done;
    if (found < PAGE || done === 0) return total;
  }
}
