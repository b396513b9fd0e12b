/**
 * How long to wait before try number `tries + 1`: exponential, capped, the upper half of it random ("equal
 * jitter", Brooker, AWS Architecture Blog 2015), so that jobs which failed together do not return together.
 * @param tries failures so far, 1 or more
 * @param random uniform in [0, 1)
 * @returns milliseconds
 */
export function backoff(options: {
  tries: number;
  baseMs: number;
  maxMs: number;
  random: number;
  /** How many times as long each further wait is. */
  factor?: number;
}): number {
  const { factor = 2, tries, baseMs, maxMs } = options;
  const full = Math.min(maxMs, baseMs * factor ** Math.min(tries - 1, 30));
  return Math.round(full / 2 + (full / 2) * options.random);
}
