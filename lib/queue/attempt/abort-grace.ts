import type { Clock } from '../ports/environment';

/** How long work may take to notice that it was aborted, before the attempt is settled without it. */
const ABORT_GRACE_MS = 5_000;

/** What the work comes to, or what stands for it when it has not heeded its abort within the grace. */
export async function withAbortGrace<T>(
  clock: Clock,
  signal: AbortSignal,
  performing: Promise<T>,
  unheeded: () => T,
): Promise<T> {
  let cancelGrace = (): void => undefined;
  let giveGrace = (): void => undefined;
  const deaf = new Promise<T>((resolve) => {
    giveGrace = () => {
      cancelGrace = clock.timer(ABORT_GRACE_MS, () => resolve(unheeded()));
    };
    // It may have been stopped before it began.
    if (signal.aborted) giveGrace();
    else signal.addEventListener('abort', giveGrace, { once: true });
  });
  try {
    return await Promise.race([performing, deaf]);
  } finally {
    signal.removeEventListener('abort', giveGrace);
    cancelGrace();
  }
}
