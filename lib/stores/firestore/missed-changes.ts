import type { Unsubscribe } from '../../queue/ports/job-store';

/** A change that a listener has not told of after one to two of these was missed. Milliseconds. */
const LOOK_MS = 3_000;

/** One thing to follow, as the SDK has it. */
export interface Listened<S> {
  listen(next: (snapshot: S) => void, error: (thrown: Error) => void): Unsubscribe;
  read(): Promise<S>;
  /** Equal for snapshots of the same documents at the same versions. */
  versionsOf(snapshot: S): string;
}

/**
 * Listens, and reads what the listener missed: the emulator forgets listeners when another one closes during a
 * write (docs/decisions/0010-emulator-listeners.md). For the emulator alone; the service needs none of it, and
 * would bill each look.
 */
export function listenWithLooks<S>(
  { listen, read, versionsOf }: Listened<S>,
  next: (snapshot: S) => void,
  error: (thrown: Error) => void,
): Unsubscribe {
  let told: string | null = null;
  let suspected: string | null = null;
  let heard = false;
  let looking = false;
  let stopped = false;

  const tell = (snapshot: S): void => {
    told = versionsOf(snapshot);
    suspected = null;
    next(snapshot);
  };
  const look = async (): Promise<void> => {
    // Of a store that is away, the listener tells by itself.
    const snapshot = await read().catch(() => null);
    if (snapshot === null) return;
    const versions = versionsOf(snapshot);
    if (stopped || heard || versions === told) suspected = null;
    else if (versions === suspected) tell(snapshot);
    else suspected = versions;
  };
  const timer = setInterval(() => {
    if (looking) return;
    if (heard) {
      heard = false;
      return;
    }
    looking = true;
    void look().finally(() => (looking = false));
  }, LOOK_MS);
  timer.unref();

  const unlisten = listen(
    (snapshot) => {
      heard = true;
      tell(snapshot);
    },
    (thrown) => {
      stop();
      error(thrown);
    },
  );
  function stop(): void {
    stopped = true;
    clearInterval(timer);
  }
  return () => {
    stop();
    unlisten();
  };
}
