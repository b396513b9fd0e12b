import { isEnded } from '../jobs/state';
import type { Queue } from '../queue/queue';

/** Waits for a job to end or be gone; false when the signal is aborted, or the watch breaks, before it does. */
export function endOf(queue: Queue, id: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(false);
      return;
    }
    const settle = (ended: boolean): void => {
      signal.removeEventListener('abort', onAbort);
      // A watch may call back before it has returned.
      queueMicrotask(() => unsubscribe());
      resolve(ended);
    };
    const onAbort = (): void => settle(false);
    signal.addEventListener('abort', onAbort);
    const unsubscribe = queue.watch(id, {
      next: (job) => {
        if (job === null || isEnded(job.state)) settle(true);
      },
      error: () => settle(false),
    });
  });
}
