/**
 * Who is alive, judged only by counters that move and by the observer's own monotonic clock: no clock of
 * another machine is ever compared. Pure.
 */
export class Liveness {
  readonly #seen = new Map<string, { counter: number; since: number }>();

  /**
   * Takes note of a counter that was read. What is certain of its standing still is from the answer that first
   * showed it to the question whose answer shows it again: an observer that stood still itself between question
   * and answer must not hold that against the others.
   * @param read when it was asked for and when the answer was there, on the observer's monotonic clock, milliseconds
   * @returns for how long the counter is known to have stood still, milliseconds: 0 when first seen
   */
  observe(id: string, counter: number, read: { asked: number; answered: number }): number {
    const seen = this.#seen.get(id);
    if (seen === undefined || seen.counter !== counter) {
      this.#seen.set(id, { counter, since: read.answered });
      return 0;
    }
    return Math.max(read.asked - seen.since, 0);
  }

  /** Forgets everybody who is not named. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id);
  }
}
