import { backoff } from './backoff';
import type { Engine } from './engine';
import { StoreUnavailable } from './ports/job-store';
import { sleep } from './sleep';

const BASE_MS = 50;
const MAX_MS = 5_000;

/**
 * Calls the store until it answers. A store that is away is no reason to lose what is known; only the signal
 * ends the trying.
 * @throws what the store threw last, once the signal has aborted; at once for any error but StoreUnavailable
 */
export async function persist<T>(
  engine: Engine,
  signal: AbortSignal | undefined,
  call: () => Promise<T>,
  tries = Infinity,
): Promise<T> {
  for (let failed = 1; ; failed++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || signal?.aborted || failed >= tries) throw error;
      engine.log.warn({ failed, error: error.message }, 'the store did not answer');
      const random = engine.entropy.random();
      await sleep(
        engine.clock,
        backoff({ tries: failed, baseMs: BASE_MS, maxMs: MAX_MS, random }),
        signal,
      );
    }
  }
}
