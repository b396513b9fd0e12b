export interface Deadline {
  /** Aborted by the outer signal, or when time is up. */
  signal: AbortSignal;
  /** Whether it was the time, not the outer signal. */
  passed(): boolean;
  /** Starts the time anew. */
  extend(): void;
  clear(): void;
}

/** A time limit joined with a signal. `clear` must be called: a timer left running would hold the process. */
export function createDeadline(outer: AbortSignal, ms: number): Deadline {
  const controller = new AbortController();
  let passed = false;
  const expire = () => {
    passed = true;
    controller.abort(new DOMException('The call took too long', 'TimeoutError'));
  };
  let timer = setTimeout(expire, ms);
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    passed: () => passed,
    extend: () => {
      clearTimeout(timer);
      if (!passed) timer = setTimeout(expire, ms);
    },
    clear: () => {
      clearTimeout(timer);
    },
  };
}
