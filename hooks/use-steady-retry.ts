import { type RevalidatorOptions, useSWRConfig } from 'swr';

import { ApiProblem } from './api';

/** However long an answer asks to be left alone, it is asked again within the hour. */
const LONGEST_WAIT_MS = 60 * 60_000;
/** Refusals that mean "not now". */
const PASSING = [408, 425, 429];

interface Poll {
  refreshInterval?: number | ((latest: never) => number) | undefined;
}

/** What SWR is told of it. */
interface SteadyRetry {
  shouldRetryOnError: (error: unknown) => boolean;
  onErrorRetry: (
    error: unknown,
    key: string,
    poll: Poll,
    revalidate: (options: RevalidatorOptions) => unknown,
    options: RevalidatorOptions,
  ) => void;
}

/**
 * Lets what SWR polls be polled on after an error: SWR itself pauses a poll while an error stands, and tries
 * again later each time, up to half an hour. A refusal that will not change ends the poll until the page is
 * looked at again.
 */
export function useSteadyRetry(): SteadyRetry {
  const { cache } = useSWRConfig();
  return {
    shouldRetryOnError: mayPass,
    onErrorRetry: (error, key, poll, revalidate, options) => {
      const wait = intervalOf(poll, cache.get(key)?.data);
      if (wait <= 0) return;
      setTimeout(
        () => {
          // A later failure waits for itself: else each look at the page would add one more poll.
          if (cache.get(key)?.error === error) revalidate(options);
        },
        Math.max(wait, askedFor(error)),
      );
    },
  };
}

function intervalOf({ refreshInterval = 0 }: Poll, latest: unknown): number {
  return typeof refreshInterval === 'number' ? refreshInterval : refreshInterval(latest as never);
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return true;
  return error.status < 400 || error.status >= 500 || PASSING.includes(error.status);
}

function askedFor(error: unknown): number {
  const seconds = error instanceof ApiProblem ? (error.retryAfter ?? 0) : 0;
  return Math.min(seconds * 1_000, LONGEST_WAIT_MS);
}
