import { setTimeout as wait } from 'node:timers/promises';

/**
 * Calls at an even rate until the signal, whether or not the calls before have ended; then waits for those under
 * way. A machine that is too slow for the rate is measured at its own.
 */
export async function steadily(
  rate: { perSecond: number; mostUnderWay: number; signal: AbortSignal },
  call: (n: number) => Promise<unknown>,
): Promise<void> {
  const startedAt = performance.now();
  const underWay = new Set<Promise<unknown>>();
  for (let n = 0; !rate.signal.aborted; n++) {
    const due = startedAt + (n * 1_000) / rate.perSecond - performance.now();
    if (due > 0) await wait(due);
    if (underWay.size >= rate.mostUnderWay) await Promise.race(underWay);
    const called = call(n);
    underWay.add(called);
    void called.finally(() => underWay.delete(called));
  }
  await Promise.all(underWay);
}
