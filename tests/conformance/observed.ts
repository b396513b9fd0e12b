import type { Observer, Unsubscribe } from '@/lib/queue/ports/job-store';

/** Follows a subscription until a value fits; a value that came before it was asked for counts. */
export function until<T>(subscribe: (observer: Observer<T>) => Unsubscribe): {
  match(fits: (value: T) => boolean): Promise<T>;
  stop: Unsubscribe;
} {
  let latest: { value: T } | null = null;
  let failure: Error | null = null;
  let check: (() => void) | null = null;
  const stop = subscribe({
    next: (value) => {
      latest = { value };
      check?.();
    },
    error: (error) => {
      failure = error instanceof Error ? error : new Error(String(error));
      check?.();
    },
  });
  return {
    stop,
    match: (fits) =>
      new Promise((resolve, reject) => {
        check = () => {
          if (failure !== null) reject(failure);
          else if (latest !== null && fits(latest.value)) resolve(latest.value);
        };
        check();
      }),
  };
}

/** The first value of a subscription, which then ends. */
export async function next<T>(subscribe: (observer: Observer<T>) => Unsubscribe): Promise<T> {
  const seen = until(subscribe);
  try {
    return await seen.match(() => true);
  } finally {
    seen.stop();
  }
}
