import { describe, expect, it } from 'vitest';

import { aboutWords } from '@/components/job/duration-words';
import { remainingMs } from '@/components/job/estimate';
import { failureOf } from '@/components/job/failure-words';
import { pageTitle } from '@/components/job/page-title';
import { stageOf } from '@/components/job/stage-words';
import { ERROR_CLASSES } from '@/lib/jobs/error';
import type { Job } from '@/lib/jobs/job';

const job = (fields: Partial<Job>): Job =>
  ({
    state: 'pending',
    title: 'Talk.mp3',
    attempt: 0,
    runAt: null,
    waiting: null,
    progress: null,
    startedAt: null,
    error: null,
    cancelRequestedAt: null,
    ...fields,
  }) as Job;

const progress = (percentage: number, updatedAt: number) => ({
  current: percentage,
  total: 100,
  percentage,
  message: 'Listening',
  updatedAt,
});

describe('stageOf', () => {
  const place = { position: 3, paused: false, estimatedWaitMs: 125_000, servers: 2 };

  it('says the place and an estimate', () => {
    expect(stageOf(job({}), place, 0).detail).toBe(
      'Number 3 in the queue; it should start in about 2 minutes.',
    );
  });

  it('says that no worker runs, rather than guess', () => {
    const stage = stageOf(job({}), { ...place, position: 1, estimatedWaitMs: null, servers: 0 }, 0);
    expect(stage.detail).toContain('no worker is running right now');
    expect(stage.detail).not.toMatch(/minute|second/u);
  });

  it('says that its queue is paused, rather than guess', () => {
    const stage = stageOf(job({}), { ...place, paused: true, estimatedWaitMs: null }, 0);
    expect(stage.title).toBe('Waiting: its queue is paused');
    expect(stage.detail).toMatch(/^Number 3 in the queue, but an administrator has paused it\./u);
    expect(stage.detail).not.toMatch(/minute|second|should start/u);
  });

  it('says that it does not know', () => {
    const stage = stageOf(job({}), { ...place, estimatedWaitMs: null }, 0);
    expect(stage.detail).toContain('not known yet');
  });

  it('tells a retry from a job that was scheduled', () => {
    const waiting = { state: 'scheduled', runAt: 60_000 } as const;
    expect(stageOf(job({ ...waiting, attempt: 1 }), null, 0).title).toBe('Trying again soon');
    expect(stageOf(job(waiting), null, 0).title).toBe('Scheduled');
  });

  it('says why the last attempt failed, and when the next one starts', () => {
    const message = 'OpenAI did not answer in time. The job tries again by itself.';
    const waiting = { reason: 'backoff', until: 5_000, message } as const;
    expect(
      stageOf(job({ state: 'scheduled', attempt: 1, runAt: 5_000, waiting }), null, 0),
    ).toEqual({
      title: 'Trying again soon',
      detail: `${message} The next attempt starts in a few seconds.`,
    });
  });

  it('says why a job waits although it could run, and until about when', () => {
    const message = 'The language model is overloaded.';
    const stage = stageOf(
      job({ state: 'scheduled', waiting: { reason: 'provider', until: 60_000, message } }),
      null,
      0,
    );
    expect(stage.title).toBe('Waiting for the service');
    expect(stage.detail).toContain(message);
    expect(stage.detail).toContain('about 1 minute');
    const parts = { reason: 'children', until: null, message: 'Two files are left.' } as const;
    expect(stageOf(job({ state: 'scheduled', waiting: parts }), null, 0)).toEqual({
      title: 'Waiting for its parts',
      detail: 'Two files are left.',
    });
  });

  it('says at once that it is stopping', () => {
    expect(stageOf(job({ state: 'processing', cancelRequestedAt: 5 }), null, 9).title).toBe(
      'Stopping…',
    );
  });
});

describe('remainingMs', () => {
  const running = (percentage: number) =>
    job({ state: 'processing', startedAt: 1_000, progress: progress(percentage, 21_000) });

  it('goes by the pace so far, and by the time since the last report', () => {
    expect(remainingMs(running(25), 21_000)).toBe(60_000);
    expect(remainingMs(running(25), 31_000)).toBe(50_000);
  });

  it('does not count below zero, whatever the clocks say', () => {
    expect(remainingMs(running(50), 999_000)).toBe(0);
    expect(remainingMs(running(50), 0)).toBe(20_000);
  });

  it('does not guess from nothing', () => {
    expect(remainingMs(running(1), 21_000)).toBeNull();
    expect(remainingMs(job({ state: 'processing', startedAt: 0 }), 21_000)).toBeNull();
  });
});

it.each([
  [3_000, 'a few seconds'],
  [31_000, 'about 40 seconds'],
  [58_000, 'about 1 minute'],
  [40 * 60_000, 'about 40 minutes'],
  [3 * 3_600_000, 'about 3 hours'],
  [3 * 86_400_000, 'about 3 days'],
])('says of %d ms: %s', (ms, words) => {
  expect(aboutWords(ms)).toBe(words);
});

it('shows in the tab how it goes', () => {
  const title = (fields: Partial<Job>) => pageTitle(job(fields));
  expect(title({ state: 'processing', progress: progress(42.7, 0) })).toBe(
    '42% · Talk.mp3 · Firelane',
  );
  expect(title({ state: 'pending' })).toBe('Waiting · Talk.mp3 · Firelane');
  expect(title({ state: 'completed' })).toBe('Talk.mp3 · Firelane');
});

it('has a way out of every class of failure', () => {
  for (const errorClass of ERROR_CLASSES) {
    expect(failureOf(errorClass).wayOut.length).toBeGreaterThan(20);
  }
});
