import type { FeedObserver, Seen } from './feed-observer';

/** A listener that has said nothing for so long is opened anew. Milliseconds. */
const QUIET_MS = 5_000;

/** What a new listener takes from the cache is told only if the server says nothing for so long. Milliseconds. */
const CACHED_MS = 2_000;

/**
 * Opens a quiet listener anew, again and again: the emulator forgets listeners when another one closes during a
 * write (docs/decisions/0010-emulator-listeners.md). For the emulator alone; the service needs none of it, and
 * would bill each time.
 */
export function renewQuiet<T>(
  open: (observer: FeedObserver<T>) => () => void,
  observer: FeedObserver<T>,
): () => void {
  let close: () => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let vouched = false;
  let stopped = false;

  const wait = (ms: number, then: () => void): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(then, ms);
  };
  const tell = (seen: Seen<T>): void => {
    // Without a connection there is nothing to ask.
    wait(QUIET_MS, seen.stale ? () => undefined : renew);
    observer.next(seen);
  };
  const start = (renewed: boolean): void => {
    vouched = !renewed;
    wait(QUIET_MS, renew);
    close = open({
      next: (seen) => {
        if (!seen.stale) vouched = true;
        if (vouched) tell(seen);
        else wait(CACHED_MS, () => tell(seen));
      },
      error: (error) => {
        clearTimeout(timer);
        observer.error(error);
      },
    });
  };
  function renew(): void {
    close();
    start(true);
  }

  start(false);
  return () => {
    stopped = true;
    clearTimeout(timer);
    close();
  };
}
