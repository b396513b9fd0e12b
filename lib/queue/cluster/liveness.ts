/**
 * Who is alive, judged only by counters that move and by the observer's own monotonic clock: no clock of
 * another machine is ever compared. Pure.
 */
export class Liveness {
  readonly #seen = new Map<string, { counter: number; since: number }>();

  /**
   * Takes note of a counter.
   * @param now the observer's monotonic clock, milliseconds
   * @returns how long this counter has stood still, as far as this observer knows: 0 when first seen
   */
  observe(id: string, counter: number, now: number): number {
    const seen = this.#seen.get(id);
    if (seen === undefined || seen.counter !== counter) {
      this.#seen.set(id, { counter, since: now });
      return 0;
    }
    return now - seen.since;
  }

  /** Forgets everybody who is not named. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id);
  }
}
