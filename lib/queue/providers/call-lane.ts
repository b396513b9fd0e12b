interface Waiter {
  go: () => void;
}

/** Lets so many calls through at once; the others wait in the order in which they came. */
export class CallLane {
  readonly #limit: () => number;
  readonly #waiting: Waiter[] = [];
  #inside = 0;

  /** @param limit asked whenever a call might go in */
  constructor(limit: () => number) {
    this.#limit = limit;
  }

  get inside(): number {
    return this.#inside;
  }

  /** @throws the signal's reason once it is aborted */
  async enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#waiting.length === 0 && this.#inside < this.#limit()) {
      this.#inside += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        go: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiter);
    });
  }

  leave(): void {
    this.#inside -= 1;
    this.look();
  }

  /** Lets in whoever may go in now: also to be called when the limit has changed. */
  look(): void {
    while (this.#inside < this.#limit()) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#inside += 1;
      next.go();
    }
  }
}
