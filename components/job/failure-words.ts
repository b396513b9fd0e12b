import type { ErrorClass } from '@/lib/jobs/error';

/** What helps after a failure of a class: a heading, the way out, and whether trying again is a sensible offer. */
export interface Failure {
  title: string;
  wayOut: string;
  retry: boolean;
}

const BUSY =
  'Nothing is wrong with what you sent, and nothing was lost. Try again in a few minutes.';

const FAILURES: Record<ErrorClass, Failure> = {
  overloaded: { title: 'The engine was overloaded', wayOut: BUSY, retry: true },
  rate_limited: { title: 'The engine’s limit was reached', wayOut: BUSY, retry: true },
  timeout: {
    title: 'It took too long',
    wayOut: 'Try again. If it happens twice, use a shorter recording or text.',
    retry: true,
  },
  network: {
    title: 'The engine could not be reached',
    wayOut: 'Nothing was lost. Try again in a moment.',
    retry: true,
  },
  invalid_input: {
    title: 'This input cannot be used',
    wayOut: 'Trying again would end the same way. Start again with another file or text.',
    retry: false,
  },
  auth: {
    title: 'The engine refused the key',
    wayOut:
      'Whoever runs this app has to renew the engine’s key. You can try again after that; nothing was lost.',
    retry: true,
  },
  unsupported: {
    title: 'No engine here can do this',
    wayOut: 'Start again with another file, or choose another engine.',
    retry: false,
  },
  abandoned: {
    title: 'The worker went away',
    wayOut: 'Its machine stopped in the middle of the work, more than once. Try again.',
    retry: true,
  },
  bug: {
    title: 'Something broke on our side',
    wayOut: 'Nothing was lost. Try again; if it stays, tell whoever runs this app the code below.',
    retry: true,
  },
};

/** What to tell a person about a failure of this class. */
export function failureOf(errorClass: ErrorClass): Failure {
  return FAILURES[errorClass];
}
