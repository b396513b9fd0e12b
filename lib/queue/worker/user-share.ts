/** Between two jobs of one user that wait for the user's share, at least. Milliseconds. */
const PACE_MS = 1_000;

/** A job is not put off further than this at a time: the user's other jobs may end sooner. Milliseconds. */
const LONGEST_MS = 10 * 60_000;

/** With turns of more users than this, those that are past are forgotten. */
const MOST_USERS = 1_000;

/**
 * How many jobs of each user run in each queue of one server, and when those beyond the user's share may be
 * tried again: one after the other, so that a flood does not come back all at once. Pure.
 */
export class UserShare {
  readonly #running = new Map<string, number>();
  /** Up to when the user's turns are given out, on the monotonic clock. */
  readonly #turns = new Map<string, number>();

  enter(queue: string, userId: string): void {
    const key = keyOf(queue, userId);
    this.#running.set(key, this.running(queue, userId) + 1);
  }

  leave(queue: string, userId: string): void {
    const key = keyOf(queue, userId);
    const left = this.running(queue, userId) - 1;
    if (left > 0) this.#running.set(key, left);
    else this.#running.delete(key);
  }

  running(queue: string, userId: string): number {
    return this.#running.get(keyOf(queue, userId)) ?? 0;
  }

  /**
   * The next turn of a user whose share is taken.
   * @param now on the monotonic clock
   * @param slotMs about how long until one of the share's slots is free again
   * @returns how long to wait, milliseconds
   */
  waitMs(queue: string, userId: string, now: number, slotMs: number): number {
    const key = keyOf(queue, userId);
    const from = Math.max(this.#turns.get(key) ?? now, now);
    const turn = Math.min(from + Math.max(slotMs, PACE_MS), now + LONGEST_MS);
    if (!this.#turns.has(key) && this.#turns.size >= MOST_USERS) this.#forgetPast(now);
    this.#turns.set(key, turn);
    return turn - now;
  }

  #forgetPast(now: number): void {
    for (const [key, until] of this.#turns) if (until <= now) this.#turns.delete(key);
  }
}

function keyOf(queue: string, userId: string): string {
  return `${queue}/${userId}`;
}
