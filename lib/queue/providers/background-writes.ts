import type { Log } from '../ports/environment';

/** Writes that nobody waits for: what could not be written is told again by the next call that fails. */
export class BackgroundWrites {
  readonly #log: Log;
  readonly #writing = new Set<Promise<void>>();

  constructor(log: Log) {
    this.#log = log;
  }

  start(write: () => Promise<void>): void {
    const writing = write()
      .catch((error: unknown) => {
        this.#log.warn({ error: String(error) }, 'what a call told was not written');
      })
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  /** Until what was started so far is written. */
  async settled(): Promise<void> {
    while (this.#writing.size > 0) await Promise.all(this.#writing);
  }
}
