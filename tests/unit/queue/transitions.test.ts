import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ERROR_CLASSES, JobError, type ErrorClass } from '@/lib/jobs/error';
import { MAX_ATTEMPT_RECORDS, type Job } from '@/lib/jobs/job';
import { canTransition, isEnded, JOB_STATES, type JobState } from '@/lib/jobs/state';
import { CLASS_POLICY, PATIENCE_MS } from '@/lib/queue/errors';
import { PRIORITY_SHIFT_MS } from '@/lib/queue/rank';
import { claim } from '@/lib/queue/transitions/claim';
import { promote, replay } from '@/lib/queue/transitions/revive';
import { complete, fail, release, settleCancelled } from '@/lib/queue/transitions/settle';

import { sampleJob } from '../../conformance/sample-job';

const NOW = 5_000;
const RETENTION_MS = 100_000;
const RETRY = { maxAttempts: 3, backoffMs: 1_000, maxBackoffMs: 8_000 };
const usage = {
  provider: 'google',
  model: 'm',
  inputTokens: 1,
  outputTokens: 2,
  cost: 0.5,
  cached: false,
};

const pending = sampleJob('job-one', { rank: NOW, createdAt: NOW });

function claimed(job: Job = pending): Job {
  return { ...job, ...claim(job, { serverId: 's', token: 't', now: NOW, leaseMs: 60_000 }) };
}

function failed(
  job: Job,
  errorClass: ErrorClass,
  options: { now?: number; retryAfterMs?: number; random?: number } = {},
): Job {
  const { now = NOW + 10, retryAfterMs, random = 0 } = options;
  const error = new JobError(errorClass, 'some_code', 'It did not work.', { retryAfterMs });
  const patch = fail(job, {
    now,
    error,
    retry: RETRY,
    retentionMs: RETENTION_MS,
    random,
    usage: null,
  });
  return { ...job, ...patch };
}

const steps: Record<string, (job: Job) => Partial<Job>> = {
  claim: (job) => claim(job, { serverId: 's', token: 't', now: NOW, leaseMs: 1 }),
  complete: (job) =>
    complete(job, {
      now: NOW,
      retentionMs: RETENTION_MS,
      output: '1',
      outputParts: 0,
      usage: null,
    }),
  fail: (job) => failed(job, 'bug'),
  release: (job) => release(job, NOW),
  cancel: (job) => settleCancelled(job, NOW, RETENTION_MS),
  promote: (job) => promote(job, NOW),
  replay: (job) => replay(job, NOW, RETENTION_MS),
};

/** The states that each step is for; from every other one it is refused. */
const STEPS: Record<string, JobState[]> = {
  claim: ['pending'],
  complete: ['processing'],
  fail: ['processing'],
  release: ['processing'],
  cancel: ['scheduled', 'pending', 'processing'],
  promote: ['scheduled'],
  replay: ['failed', 'cancelled'],
};

describe('every step of a job’s life', () => {
  const cases = Object.keys(STEPS).flatMap((step) => JOB_STATES.map((state) => ({ step, state })));

  it.each(cases)('$step of a $state job follows the table, or is refused', ({ step, state }) => {
    const job = { ...claimed(), state };
    const call = (): Partial<Job> => steps[step]?.(job) ?? {};
    if (STEPS[step]?.includes(state)) {
      const next = call().state;
      expect(next).toBeDefined();
      expect(canTransition(state, next ?? state)).toBe(true);
    } else {
      expect(call).toThrow(expect.objectContaining({ code: 'illegal_transition' }));
    }
  });
});

describe('pending → processing: a claim', () => {
  it('starts an attempt under a lease with its own token', () => {
    const job = claimed();
    expect(job).toMatchObject({
      state: 'processing',
      attempt: 1,
      lease: { serverId: 's', token: 't', until: NOW + 60_000 },
      startedAt: NOW,
      updatedAt: NOW,
    });
    expect(job.attempts).toEqual([
      {
        attempt: 1,
        serverId: 's',
        token: 't',
        startedAt: NOW,
        endedAt: null,
        outcome: null,
        error: null,
      },
    ]);
  });

  it('leaves its place in the order as it was, for the case that it goes back', () => {
    expect(claimed().rank).toBe(pending.rank);
  });
});

describe('processing → completed', () => {
  it('ends the attempt, shows it whole, and keeps nothing of the way', () => {
    const running = {
      ...claimed(),
      progress: { current: 1, total: 4, percentage: 25, message: 'm', updatedAt: 1 },
      partial: 'half',
      error: { code: 'old', class: 'bug' as const, message: 'm', retryable: true },
      cancelRequestedAt: 7,
    };
    const done: Job = {
      ...running,
      ...complete(running, {
        now: NOW + 9,
        retentionMs: RETENTION_MS,
        output: '{}',
        outputParts: 0,
        usage,
      }),
    };
    expect(done).toMatchObject({
      state: 'completed',
      lease: null,
      error: null,
      partial: null,
      output: '{}',
      usage,
      cancelRequestedAt: null,
      finishedAt: NOW + 9,
      expireAt: NOW + 9 + RETENTION_MS,
      progress: { current: 4, total: 4, percentage: 100 },
    });
    expect(done.attempts).toMatchObject([{ outcome: 'completed', endedAt: NOW + 9, error: null }]);
  });

  it('makes up no progress that was never reported', () => {
    expect({ ...claimed(), ...steps['complete']?.(claimed()) }.progress).toBeNull();
  });
});

describe('processing → scheduled, failed or pending: a failure', () => {
  const counting = ERROR_CLASSES.filter(
    (name) => CLASS_POLICY[name].counts && CLASS_POLICY[name].retryable && name !== 'abandoned',
  );
  const passing = ERROR_CLASSES.filter((name) => !CLASS_POLICY[name].counts);
  const final = ERROR_CLASSES.filter((name) => !CLASS_POLICY[name].retryable);

  it('counts what is ours or the job’s, and never an outage of the provider', () => {
    expect(counting).toEqual(['timeout', 'bug']);
    expect(passing).toEqual(['overloaded', 'rate_limited', 'network']);
    expect(final).toEqual(['invalid_input', 'auth', 'unsupported']);
  });

  it.each(counting)('%s waits, doubling, and is a dead letter after the last attempt', (name) => {
    let job = claimed();
    const waits: number[] = [];
    for (let n = 1; n < RETRY.maxAttempts; n++) {
      job = failed(job, name);
      expect(job).toMatchObject({ state: 'scheduled', failures: n, lease: null, partial: null });
      waits.push((job.runAt ?? 0) - (NOW + 10));
      job = claimed({ ...job, ...promote(job, NOW) });
    }
    job = failed(job, name);
    expect(waits).toEqual([500, 1_000]);
    expect(job).toMatchObject({
      state: 'failed',
      failures: RETRY.maxAttempts,
      lease: null,
      finishedAt: NOW + 10,
      expireAt: NOW + 10 + RETENTION_MS,
      error: { code: 'some_code', class: name, message: 'It did not work.', retryable: true },
    });
    expect(job.attempts.map((record) => record.outcome)).toEqual(['failed', 'failed', 'failed']);
  });

  it.each(passing)('%s keeps the attempts, however often it comes', (name) => {
    let job = claimed();
    for (let n = 0; n < 50; n++) {
      job = failed(job, name);
      expect(job).toMatchObject({ state: 'scheduled', failures: 0 });
      expect((job.runAt ?? 0) - (NOW + 10)).toBeLessThanOrEqual(RETRY.maxBackoffMs);
      job = claimed({ ...job, ...promote(job, NOW) });
    }
  });

  it.each(passing)('%s fails the job when nobody waits for it any more', (name) => {
    const turn = claimed().rank;
    expect(failed(claimed(), name, { now: turn + PATIENCE_MS - 1 }).state).toBe('scheduled');
    expect(failed(claimed(), name, { now: turn + PATIENCE_MS })).toMatchObject({
      state: 'failed',
      error: { class: name },
    });
  });

  it('waits for a provider as long after a replay as it did at first', () => {
    const old = sampleJob('job-one', { createdAt: 0, state: 'failed' });
    const now = 10 * PATIENCE_MS;
    const again = { ...old, ...replay(old, now, RETENTION_MS) };
    expect(failed(claimed(again), 'overloaded', { now: now + 1_000 }).state).toBe('scheduled');
  });

  it('waits for a provider as long for a job that was to run days after its creation', () => {
    const due = 5 * PATIENCE_MS;
    for (const priority of ['urgent', 'normal', 'low'] as const) {
      const rank = due + PRIORITY_SHIFT_MS[priority];
      const job = sampleJob('job-one', { createdAt: 0, rank, priority });
      const early = failed(claimed(job), 'network', { now: due + PATIENCE_MS - 1 });
      expect(early.state).toBe('scheduled');
      expect(failed(claimed(job), 'network', { now: due + PATIENCE_MS }).state).toBe('failed');
    }
  });

  it.each(final)('%s is a dead letter at once', (name) => {
    expect(failed(claimed(), name)).toMatchObject({
      state: 'failed',
      failures: 1,
      error: { class: name, retryable: false },
    });
  });

  it('waits as long as the provider said, and its own backoff when that is longer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...passing, ...counting),
        fc.integer({ min: 0, max: 100_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (name, retryAfterMs, random) => {
          const wait = (options: object): number =>
            (failed(claimed(), name, { random, ...options }).runAt ?? 0) - (NOW + 10);
          expect(wait({ retryAfterMs })).toBe(Math.max(retryAfterMs, wait({})));
        },
      ),
    );
  });

  it('of a lost server puts the job back at once, at its old place, and counts', () => {
    const job = failed(claimed(), 'abandoned');
    expect(job).toMatchObject({
      state: 'pending',
      runAt: null,
      failures: 1,
      lease: null,
      rank: pending.rank,
    });
    expect(job.attempts).toMatchObject([{ outcome: 'abandoned' }]);
  });

  it('of lost servers again and again is a dead letter: it may be the job that kills them', () => {
    let job = pending;
    for (let n = 1; n <= RETRY.maxAttempts; n++) job = failed(claimed(job), 'abandoned');
    expect(job).toMatchObject({ state: 'failed', error: { class: 'abandoned' } });
  });

  it('keeps the usage of an earlier attempt when this one had none', () => {
    expect(failed({ ...claimed(), usage }, 'bug').usage).toEqual(usage);
  });
});

describe('the history of attempts', () => {
  it('keeps the newest, each ended but the one that runs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
        let job = pending;
        for (let n = 0; n < count; n++) job = { ...claimed(job), ...release(claimed(job), NOW) };
        job = claimed(job);
        expect(job.attempts).toHaveLength(Math.min(count + 1, MAX_ATTEMPT_RECORDS));
        expect(job.attempts.at(-1)).toMatchObject({ attempt: count + 1, endedAt: null });
        const numbers = job.attempts.map((record) => record.attempt);
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        expect(job.attempts.filter((record) => record.endedAt === null)).toHaveLength(1);
      }),
    );
  });
});

describe('processing → pending: a release', () => {
  it('gives back the lease and counts nothing', () => {
    const job = { ...claimed(), ...release(claimed(), NOW + 3) };
    expect(job).toMatchObject({ state: 'pending', lease: null, failures: 0, rank: pending.rank });
    expect(job.attempts).toMatchObject([{ outcome: 'released', endedAt: NOW + 3 }]);
  });
});

describe('live → cancelled', () => {
  it.each(['scheduled', 'pending', 'processing'] as const)('from %s ends it for good', (state) => {
    const job = { ...claimed(), state, runAt: 9, partial: 'half', cancelRequestedAt: 4 };
    const ended = { ...job, ...settleCancelled(job, NOW + 3, RETENTION_MS) };
    expect(isEnded(ended.state)).toBe(true);
    expect(ended).toMatchObject({
      state: 'cancelled',
      lease: null,
      runAt: null,
      partial: null,
      cancelRequestedAt: null,
      finishedAt: NOW + 3,
      expireAt: NOW + 3 + RETENTION_MS,
    });
    expect(ended.attempts).toMatchObject([{ outcome: 'cancelled' }]);
  });
});

describe('scheduled → pending: a promotion', () => {
  it('keeps the place in the order that the job had', () => {
    const waiting = sampleJob('job-one', { state: 'scheduled', runAt: 9, rank: 77 });
    const job = { ...waiting, ...promote(waiting, NOW) };
    expect(job).toMatchObject({ state: 'pending', runAt: null, rank: 77, updatedAt: NOW });
  });
});

describe('failed or cancelled → pending: a replay', () => {
  it.each(['failed', 'cancelled'] as const)('of a %s job gives it all its attempts', (state) => {
    const ended = { ...failed(claimed(), 'auth'), state, checkpoints: 4, priority: 'low' as const };
    const again = { ...ended, ...replay(ended, NOW + 50, RETENTION_MS) };
    expect(again).toMatchObject({
      state: 'pending',
      failures: 0,
      error: null,
      finishedAt: null,
      cancelRequestedAt: null,
      checkpoints: 4,
      rank: NOW + 50 + PRIORITY_SHIFT_MS.low,
      expireAt: NOW + 50 + RETENTION_MS,
    });
    expect(again.attempts).toEqual(ended.attempts);
    expect(claimed(again).attempt).toBe(2);
  });
});
