import fc from 'fast-check';
import { expect, it } from 'vitest';

import { JobError, type ErrorClass } from '@/lib/jobs/error';
import type { Job } from '@/lib/jobs/job';
import { claim } from '@/lib/queue/transitions/claim';
import { promote, replay } from '@/lib/queue/transitions/revive';
import { fail } from '@/lib/queue/transitions/settle';
import { mayStandIn } from '@/lib/work/stand-in';

import { sampleJob } from '../../conformance/sample-job';

const PATIENCE_MS = 600_000;
const retry = { maxAttempts: 3, backoffMs: 1, maxBackoffMs: 1 };

function attempted(job: Job, errorClass: ErrorClass, now: number): Job {
  const started = { ...job, ...claim(job, { serverId: 's', token: 't', now, leaseMs: 60_000 }) };
  const error = new JobError(errorClass, 'some_code', 'It did not work.');
  const patch = fail(started, { now, error, retry, retentionMs: 1, random: 0, usage: null });
  const ended = { ...started, ...patch };
  return ended.state === 'scheduled' ? { ...ended, ...promote(ended, now) } : ended;
}

it('asks for no local engine over any number of outages, until its patience ends', () => {
  const outage = fc.constantFrom<ErrorClass>('overloaded', 'rate_limited');
  fc.assert(
    fc.property(fc.array(outage, { maxLength: 50 }), (outages) => {
      const job = outages.reduce(
        (so, errorClass) => attempted(so, errorClass, 1_000),
        sampleJob('a'),
      );
      expect(job.attempt).toBe(outages.length);
      const asked = (now: number): boolean => mayStandIn(job, { now, patienceMs: PATIENCE_MS });
      expect(asked(1_000 + PATIENCE_MS)).toBe(false);
      expect(asked(1_001 + PATIENCE_MS)).toBe(true);
    }),
  );
});

it('asks for it on the last attempt that counts, and not again after a replay', () => {
  const asked = (job: Job, now: number): boolean =>
    mayStandIn(job, { now, patienceMs: PATIENCE_MS });
  const once = attempted(sampleJob('a'), 'timeout', 1_000);
  expect(asked(once, 1_000)).toBe(false);
  const twice = attempted(once, 'timeout', 1_000);
  expect(asked(twice, 1_000)).toBe(true);
  const dead = attempted(twice, 'timeout', 1_000);
  expect(dead.state).toBe('failed');
  const later = 1_000 + 10 * PATIENCE_MS;
  expect(asked({ ...dead, ...replay(dead, later, 1) }, later)).toBe(false);
});
