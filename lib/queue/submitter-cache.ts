import type { StoredSubmitter } from './ports/job-store';

const CAPACITY = 10_000;

/**
 * What this process last knew of its submitters: the version makes a stale entry harmless, and a fresh one
 * saves the read. Also puts one user's submits in line.
 */
export class SubmitterCache {
  readonly #known = new Map<string, StoredSubmitter>();
  readonly #lines = new Map<string, Promise<unknown>>();

  get(userId: string): StoredSubmitter | undefined {
    return this.#known.get(userId);
  }

  set(stored: StoredSubmitter): void {
    const { userId } = stored.submitter;
    this.#known.delete(userId);
    this.#known.set(userId, stored);
    if (this.#known.size > CAPACITY) {
      const oldest = this.#known.keys().next();
      if (!oldest.done) this.#known.delete(oldest.value);
    }
  }

  drop(userId: string): void {
    this.#known.delete(userId);
  }

  /** Runs `call` after the user's earlier calls have ended, however they ended. */
  async inTurn<T>(userId: string, call: () => Promise<T>): Promise<T> {
    const before = this.#lines.get(userId) ?? Promise.resolve();
    const turn = before.then(call, call);
    this.#lines.set(userId, turn);
    try {
      return await turn;
    } finally {
      if (this.#lines.get(userId) === turn) this.#lines.delete(userId);
    }
  }
}
