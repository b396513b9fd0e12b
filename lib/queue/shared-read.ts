import type { Clock } from './ports/environment';

/** Reads at most once in so long, however many ask meanwhile; a read that failed is not kept. */
export function sharedRead<T>(
  clock: Pick<Clock, 'monotonic'>,
  freshMs: number,
  read: () => Promise<T>,
): () => Promise<T> {
  let last: { at: number; value: Promise<T> } | null = null;
  return () => {
    const at = clock.monotonic();
    if (last !== null && at - last.at < freshMs) return last.value;
    const asked = { at, value: read() };
    last = asked;
    asked.value.catch(() => {
      if (last === asked) last = null;
    });
    return asked.value;
  };
}
