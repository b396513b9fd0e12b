interface Timer {
  at: number;
  order: number;
  call: () => void;
}

/** Time that moves only when everything that can run has run. */
export class VirtualTime {
  #now = 0;
  #order = 0;
  #timers: Timer[] = [];

  /** Milliseconds since the run began. */
  get now(): number {
    return this.#now;
  }

  /** Calls after `ms`; timers of the same moment fire in the order in which they were set. */
  timer(ms: number, call: () => void): () => void {
    const timer = { at: this.#now + Math.max(ms, 0), order: this.#order++, call };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.timer(ms, resolve));
  }

  /** Runs until `done` or the end. @returns whether it was done */
  async run(until: number, done: () => boolean): Promise<boolean> {
    for (;;) {
      // A macrotask of the real event loop: every microtask that is ready has run by then.
      await new Promise((resolve) => setImmediate(resolve));
      if (done()) return true;
      const next = this.#takeNext();
      if (next === undefined || next.at > until) return false;
      this.#now = next.at;
      next.call();
    }
  }

  #takeNext(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      const sooner =
        first === undefined ||
        timer.at < first.at ||
        (timer.at === first.at && timer.order < first.order);
      if (sooner) first = timer;
    }
    if (first !== undefined) this.#timers = this.#timers.filter((timer) => timer !== first);
    return first;
  }
}
