import type { Clock } from '../ports/environment';
import { sleep } from '../sleep';

/** How long work may take to notice that it was aborted, before the attempt is settled without it. */
const ABORT_GRACE_MS = 5_000;

/** What the work comes to, or what stands for it when it has not heeded its abort within the grace. */
export async function withAbortGrace<T>(
  clock: Clock,
  signal: AbortSignal,
  performing: Promise<T>,
  unheeded: () => T,
): Promise<T> {
  const ended = new AbortController();
  const deaf = new Promise<T>((resolve) => {
    const giveGrace = async (): Promise<void> => {
      await sleep(clock, ABORT_GRACE_MS, ended.signal);
      if (!ended.signal.aborted) resolve(unheeded());
    };
    // It may have been stopped before it began.
    if (signal.aborted) void giveGrace();
    else signal.addEventListener('abort', () => void giveGrace());
  });
  const result = await Promise.race([performing, deaf]);
  ended.abort();
  return result;
}
