import type { FeedObserver, Seen } from './feed-observer';

/** A listener that has said nothing for so long is opened anew. Milliseconds. */
const QUIET_MS = 5_000;

/** A new listener that has not heard the server for so long has no connection; the SDK waits as long. Milliseconds. */
const UNHEARD_MS = 10_000;

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
  let last: Seen<T> | null = null;
  let stopped = false;

  const wait = (ms: number, then: () => void): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(then, ms);
  };
  const tell = (seen: Seen<T>): void => {
    last = seen;
    wait(QUIET_MS, renew);
    observer.next(seen);
  };
  /** @param heard whether what the cache has is news: a listener before this one told more than what it left there */
  const start = (heard: boolean): void => {
    close = open({
      next: (seen) => {
        heard ||= !seen.stale;
        if (heard) tell(seen);
      },
      error: (error) => {
        clearTimeout(timer);
        observer.error(error);
      },
    });
  };
  const unheard = (): void => {
    if (last === null) renew();
    else tell({ ...last, stale: true });
  };
  function renew(): void {
    close();
    wait(UNHEARD_MS, unheard);
    start(last === null);
  }

  wait(QUIET_MS, renew);
  start(true);
  return () => {
    stopped = true;
    clearTimeout(timer);
    close();
  };
}
