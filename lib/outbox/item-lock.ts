/** Locks by name, shared by all tabs of this origin. The one method of `navigator.locks` that is used here. */
export interface TabLocks {
  request<T>(
    name: string,
    options: { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal },
    run: (lock: { readonly name: string } | null) => Promise<T>,
  ): Promise<T>;
}

/**
 * One lock an item: whoever records it or sends it holds the lock, so a tab that gets it knows that no other
 * does either. The browser frees it when the tab dies, however it dies.
 */
export class ItemLocks {
  constructor(private readonly locks: TabLocks) {}

  /** Runs while holding the item's lock; resolves `false` without running when somebody else holds it. */
  tryHold(id: string, run: () => Promise<void>): Promise<boolean> {
    return this.locks.request(nameOf(id), { ifAvailable: true }, async (lock) => {
      if (lock === null) return false;
      await run();
      return true;
    });
  }

  /** Waits for the lock, then runs while holding it. Rejects with an `AbortError` when told to stop waiting. */
  hold<T>(id: string, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    return this.locks.request(nameOf(id), { signal }, run);
  }

  /** Waits for the lock and resolves with what frees it; that resolves once it is free. */
  take(id: string): Promise<() => Promise<void>> {
    return new Promise((resolve, reject) => {
      const whole = this.locks.request(
        nameOf(id),
        {},
        () =>
          new Promise<void>((release) => {
            resolve(async () => {
              release();
              await whole;
            });
          }),
      );
      whole.catch(reject);
    });
  }

  /** Takes the lock from whoever holds it: for a tab that the system has put to sleep. */
  steal(id: string, run: () => Promise<void>): Promise<void> {
    return this.locks.request(nameOf(id), { steal: true }, run);
  }
}

function nameOf(id: string): string {
  return `firelane-outbox-${id}`;
}

/** Locks within this tab alone, for a browser without Web Locks. */
export function localLocks(): TabLocks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async request(name, options, run) {
      const tail = tails.get(name);
      if (tail !== undefined && options.ifAvailable === true) return run(null);
      const turn = (async () => {
        if (options.steal !== true) await tail;
        options.signal?.throwIfAborted();
        return run({ name });
      })();
      const done = turn.then(
        () => undefined,
        () => undefined,
      );
      tails.set(name, done);
      try {
        return await turn;
      } finally {
        if (tails.get(name) === done) tails.delete(name);
      }
    },
  };
}
