import { FUNCTION_RUN_KEPT_MS, type FunctionRun } from '../../cluster/function-run';
import type { Millis } from '../../jobs/job';
import type { Engine } from '../engine';
import { RECORDS } from '../records';
import type { CountedRun, CountsByQueue } from './recent-counts';

/** Between two looks of a leader: with nothing there a look is one read. Milliseconds. */
const LOOK_MS = 15_000;

/** More are there at the next look. */
const MOST = 200;

/** Tells what an invocation counted; nothing when it did nothing. @throws StoreUnavailable */
export async function tellFunctionRun(
  { records, clock }: Engine,
  run: { id: string; startedAt: Millis; counts: CountsByQueue },
): Promise<void> {
  const { id, startedAt, counts } = run;
  if (Object.keys(counts).length === 0) return;
  const expireAt = clock.now() + FUNCTION_RUN_KEPT_MS;
  const value: FunctionRun = { startedAt, counts, expireAt };
  await records.write([{ collection: RECORDS.functionRuns, id, value, version: 'any' }]);
}

/**
 * What invocations of functions have told a leader. Each run is read once, and removed at the look after: by then it
 * is in what the leader wrote.
 */
export class FunctionRuns {
  readonly #engine: Engine;
  #seen: CountedRun[] = [];
  #lookedAt: number | null = null;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Those that are known and not yet removed. @throws StoreUnavailable */
  async look(): Promise<readonly CountedRun[]> {
    const { records, clock } = this.#engine;
    const now = clock.monotonic();
    if (this.#lookedAt !== null && now - this.#lookedAt < LOOK_MS) return this.#seen;
    await Promise.all(this.#seen.map(({ id }) => records.remove(RECORDS.functionRuns, id)));
    const found = await records.list(RECORDS.functionRuns, { limit: MOST });
    this.#seen = found.map(({ id, value: { startedAt, counts } }) => ({ id, startedAt, counts }));
    this.#lookedAt = now;
    return this.#seen;
  }
}
