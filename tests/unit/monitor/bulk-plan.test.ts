import { describe, expect, it } from 'vitest';

import { bulkTarget, isFilter, statesFor } from '@/components/monitor/bulk/bulk-plan';
import { jobsWords, resultWords, takesWords } from '@/components/monitor/bulk/bulk-words';
import { EVERY_JOB } from '@/components/monitor/jobs/job-search';
import { BULK_ACTIONS, bulkActionKind } from '@/lib/jobs/kinds/bulk_action';
import { JOB_STATES } from '@/lib/jobs/state';

const NOW = 1_000_000_000;
const NONE = { ids: [], before: null };

describe('what a bulk action takes', () => {
  it('takes what the action is made for when the search names no states', () => {
    expect(statesFor('replay', EVERY_JOB)).toEqual(['failed']);
    expect(statesFor('delete', EVERY_JOB)).toEqual(['failed']);
    expect(statesFor('cancel', EVERY_JOB)).toEqual(['scheduled', 'pending', 'processing']);
  });

  it('takes of the named states only those that the action can be done to', () => {
    const search = { ...EVERY_JOB, states: [...JOB_STATES] };
    expect(statesFor('replay', search)).toEqual(['failed', 'cancelled']);
    expect(statesFor('delete', search)).toEqual(['completed', 'failed', 'cancelled']);
    expect(statesFor('cancel', { ...EVERY_JOB, states: ['completed'] })).toEqual([]);
  });

  it('says which it takes, and how to have it take others', () => {
    expect(takesWords('delete', EVERY_JOB)).toBe(
      'Of what was found, it takes jobs in state Failed. To take others, choose their states in the search.',
    );
    expect(takesWords('cancel', EVERY_JOB)).toBe(
      'Of what was found, it takes jobs in state Scheduled, Waiting, or Working.',
    );
    expect(takesWords('delete', { states: ['completed', 'pending'] })).toBe(
      'Of what was found, it takes jobs in state Done.',
    );
    expect(takesWords('cancel', { states: ['completed'] })).toContain('no job');
  });

  it('is an input that the bulk job accepts, for every action', () => {
    for (const action of BULK_ACTIONS) {
      const target = bulkTarget(
        action,
        {
          ...EVERY_JOB,
          kinds: ['chat'],
          queue: 'ai_processing',
          userId: 'u',
          errorCode: 'x',
          within: '1h',
        },
        NOW,
        NONE,
      );
      const input = { action, ...target, actorId: 'admin' };
      expect(bulkActionKind.input.safeParse(input).success).toBe(true);
    }
  });

  it('does not take what is submitted after the number was shown', () => {
    const counted = { ids: ['a'], before: NOW - 99 };
    const target = bulkTarget('cancel', { ...EVERY_JOB, within: '1h' }, NOW, counted);
    expect(target).toMatchObject({ filter: { from: NOW - 3_600_000, to: NOW - 99 } });
    expect(bulkTarget('cancel', EVERY_JOB, NOW, NONE)).toMatchObject({ filter: { to: NOW } });
  });

  it('names the jobs one by one where no filter describes them', () => {
    const search = { ...EVERY_JOB, text: 'invoice' };
    expect(isFilter(search)).toBe(false);
    expect(bulkTarget('delete', search, NOW, { ids: ['a', 'b'], before: NOW })).toEqual({
      ids: ['a', 'b'],
    });
  });
});

describe('the words of a bulk action', () => {
  it('says when there are more than were counted', () => {
    expect(jobsWords({ jobs: 1, complete: true })).toBe('1 job');
    expect(jobsWords({ jobs: 1_000, complete: false })).toBe('more than 1,000 jobs');
  });

  it('says how it ended, skipped and failed ones included', () => {
    const errors = [{ jobId: 'a', message: 'no' }];
    expect(resultWords('replay', { matched: 214, done: 211, skipped: 2, errors })).toBe(
      '211 of 214 jobs run again; 2 were skipped: not in a state for it, or gone; 1 failed.',
    );
    expect(resultWords('cancel', { matched: 1, done: 1, skipped: 0, errors: [] })).toBe(
      '1 of 1 job cancelled.',
    );
  });
});
