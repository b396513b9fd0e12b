import { describe, expect, it } from 'vitest';

import { systemClock } from '@/lib/environment/system-clock';
import { withLock } from '@/lib/queue/locks/with-lock';
import type { Clock } from '@/lib/queue/ports/environment';

import { openEngine, signalled } from './engine/open-engine';

/** Longer than one slow write: who does not renew it in time has lost it, rightly. */
const TTL_MS = 5_000;
/** Also for the first lock of all: it may have taken longer to write than it lasts. */
const WAIT_MS = 40_000;

/** The clock of a process that stands still for a while: no time passes for it, and nothing of it is done. */
function stoppableClock(): { clock: Clock; stop: () => void; goOn: () => void } {
  let stoppedAt: number | null = null;
  let lostMs = 0;
  const waiting = new Set<() => void>();
  const monotonic = (): number => (stoppedAt ?? systemClock.monotonic()) - lostMs;
  const timer: Clock['timer'] = (ms, call) => {
    const dueAt = monotonic() + ms;
    let cancel = (): void => undefined;
    const look = (): void => {
      const left = dueAt - monotonic();
      if (stoppedAt !== null) waiting.add(look);
      else if (left <= 0) call();
      else cancel = systemClock.timer(left, look);
    };
    cancel = systemClock.timer(ms, look);
    return () => {
      cancel();
      waiting.delete(look);
    };
  };
  return {
    clock: { ...systemClock, monotonic, timer },
    stop: () => (stoppedAt = systemClock.monotonic()),
    goOn: () => {
      lostMs += systemClock.monotonic() - (stoppedAt ?? 0);
      stoppedAt = null;
      const looks = [...waiting];
      waiting.clear();
      for (const look of looks) look();
    },
  };
}

describe('a lock in Firestore', () => {
  const { engine } = openEngine('locks');
  const lockOf = async (name: string) => (await engine.cluster.readLock(name))?.lock;

  it('aborts the work of who stood still once another has taken it, whose fence is higher', async () => {
    const { clock, stop, goOn } = stoppableClock();
    const begun = signalled<number>();
    const aborted = signalled<unknown>();
    const still = withLock(
      { ...engine, clock },
      'taken',
      { owner: 'still', ttlMs: TTL_MS, waitMs: WAIT_MS },
      async (signal, fence) => {
        signal.addEventListener('abort', () => aborted.resolve(signal.reason));
        begun.resolve(fence);
        await aborted.promise;
        return 'too late';
      },
    );
    const fence = await begun.promise;
    stop();
    const freed = signalled();
    const taken = signalled<number>();
    const request = { owner: 'next', ttlMs: TTL_MS, waitMs: WAIT_MS };
    const next = withLock(engine, 'taken', request, async (signal, higher) => {
      taken.resolve(higher);
      await freed.promise;
      return signal.aborted;
    });
    const higher = await taken.promise;
    expect(higher).toBeGreaterThan(fence);
    goOn();
    expect(await aborted.promise).toMatchObject({ name: 'AbortError' });
    expect(await still).toEqual({ ok: false, reason: 'lost' });
    // Who lost it let go of nothing that is another's.
    expect(await lockOf('taken')).toMatchObject({ fence: higher, released: false });
    freed.resolve();
    expect(await next).toEqual({ ok: true, value: false });
  });

  it('outlives its time while its holder renews it, and nobody else gets it', async () => {
    const freed = signalled();
    const begun = signalled();
    const request = { owner: 'busy', ttlMs: TTL_MS, waitMs: WAIT_MS };
    const busy = withLock(engine, 'renewed', request, async (signal) => {
      begun.resolve();
      await freed.promise;
      return signal.aborted;
    });
    await begun.promise;
    await expect
      .poll(async () => (await lockOf('renewed'))?.counter, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(4);
    const other = { owner: 'other', ttlMs: TTL_MS };
    const refused = await withLock(engine, 'renewed', other, () => Promise.resolve('never'));
    expect(refused).toEqual({ ok: false, reason: 'held' });
    freed.resolve();
    expect(await busy).toEqual({ ok: true, value: false });
    expect(await lockOf('renewed')).toMatchObject({ released: true });
  });

  it('is one process’s at a time, each with a higher fence, when many want it at once', async () => {
    const fences: number[] = [];
    let inside = 0;
    let most = 0;
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        withLock(
          engine,
          'wanted',
          { owner: `process-${n}`, ttlMs: TTL_MS, waitMs: WAIT_MS },
          async (_signal, fence) => {
            most = Math.max(most, ++inside);
            fences.push(fence);
            await lockOf('wanted');
            inside -= 1;
          },
        ),
      ),
    );
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(most).toBe(1);
    expect([...new Set(fences)].sort((a, b) => a - b)).toEqual(fences);
  });
});
