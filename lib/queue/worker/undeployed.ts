import { JobError } from '../../jobs/error';
import type { JobKind } from '../../jobs/kind';
import type { Work } from '../work';

/**
 * What runs a kind that this version does not have: a wait, since during a deployment a newer server will.
 * It must be claimed all the same, or it would stand at the head and hide the jobs behind it.
 */
export function undeployed(name: string): Work {
  const anything = { safeParse: (data: unknown) => ({ success: true as const, data }) };
  const kind = {
    name,
    retry: { maxAttempts: 1, backoffMs: 15_000, maxBackoffMs: 15 * 60_000 },
    timeLimitMs: 60_000,
    retentionMs: 30 * 24 * 60 * 60_000,
    input: anything,
    output: anything,
  } as unknown as JobKind;
  return {
    kind,
    run: () =>
      Promise.reject(
        new JobError(
          'overloaded',
          'kind_not_deployed',
          'No server here can run this kind of job yet. It waits for one that can.',
        ),
      ),
  };
}
