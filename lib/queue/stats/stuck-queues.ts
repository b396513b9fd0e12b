/** For how long jobs of each queue have waited without one that started. */
export class StuckQueues {
  readonly #since = new Map<string, number>();

  /**
   * @param seen what waits now, and whether a job started since the look before
   * @param now monotonic milliseconds
   * @returns milliseconds; 0 while nothing waits or jobs start
   */
  observe(queue: string, seen: { waiting: number; started: boolean }, now: number): number {
    if (seen.waiting === 0 || seen.started) {
      this.#since.delete(queue);
      return 0;
    }
    const since = this.#since.get(queue) ?? now;
    this.#since.set(queue, since);
    return now - since;
  }
}
