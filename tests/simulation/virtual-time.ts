interface Timer {
  at: number;
  order: number;
  call: (() => void) | null;
}

/** Time that moves only when everything that can run has run. */
export class VirtualTime {
  #now = 0;
  #order = 0;
  /** A binary heap, the next timer first; a cancelled one stays in it without a call. */
  readonly #timers: Timer[] = [];

  /** Milliseconds since the run began. */
  get now(): number {
    return this.#now;
  }

  /** Calls after `ms`; timers of the same moment fire in the order in which they were set. */
  timer(ms: number, call: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(ms, 0), order: this.#order++, call };
    this.#push(timer);
    return () => {
      timer.call = null;
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
      if (next === undefined) return false;
      if (next.at > until) {
        this.#push(next);
        return false;
      }
      this.#now = next.at;
      next.call?.();
    }
  }

  #takeNext(): Timer | undefined {
    let first = this.#pop();
    while (first !== undefined && first.call === null) first = this.#pop();
    return first;
  }

  #push(timer: Timer): void {
    const heap = this.#timers;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#sooner(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #pop(): Timer | undefined {
    const heap = this.#timers;
    this.#swap(0, heap.length - 1);
    const first = heap.pop();
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && this.#sooner(child, least)) least = child;
      }
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  #sooner(a: number, b: number): boolean {
    const [one, other] = [this.#timers[a], this.#timers[b]];
    if (one === undefined || other === undefined) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#timers[a], this.#timers[b]];
    if (one === undefined || other === undefined) return;
    this.#timers[a] = other;
    this.#timers[b] = one;
  }
}
