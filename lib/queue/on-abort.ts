/** Who waits for each signal. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls once the signal aborts, unless it was taken back. However many wait for one signal, it has one listener:
 * Node warns of a leak at more than ten, and each claim under way waits for its worker's.
 * @param signal not aborted yet
 * @returns takes it back
 */
export function onAbort(signal: AbortSignal, call: () => void): () => void {
  const calls = waiting.get(signal) ?? listen(signal);
  calls.add(call);
  return () => void calls.delete(call);
}

function listen(signal: AbortSignal): Set<() => void> {
  const calls = new Set<() => void>();
  waiting.set(signal, calls);
  signal.addEventListener(
    'abort',
    () => {
      for (const call of calls) call();
    },
    { once: true },
  );
  return calls;
}
