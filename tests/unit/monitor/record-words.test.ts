import { describe, expect, it } from 'vitest';

import { draftOf, readDraft } from '@/components/monitor/alerts/alert-draft';
import { actionWords, targetPath } from '@/components/monitor/audit/audit-words';
import { differences } from '@/components/monitor/audit/value-diff';
import { errorCounts } from '@/components/monitor/dead-letters/error-counts';
import { fileName } from '@/components/monitor/export/fetch-export';
import { problemLines, readEditedInput } from '@/components/monitor/jobs/edited-input';
import { localTime, timeFromLocal } from '@/components/monitor/jobs/local-time';
import { readKey } from '@/components/monitor/keyboard/read-key';
import { lockState, sight } from '@/components/monitor/locks/lock-sightings';
import { cronWords } from '@/components/monitor/schedules/cron-words';
import { deliveryWords } from '@/components/monitor/webhooks/delivery-words';
import { DEFAULT_SETTINGS } from '@/lib/cluster/settings';

describe('a cron expression in words', () => {
  it.each([
    ['* * * * *', 'Every minute'],
    ['*/5 * * * *', 'Every 5 minutes'],
    ['7 * * * *', 'Every hour, at minute 7'],
    ['15 */6 * * *', 'Every 6 hours, at minute 15'],
    ['0 3 * * *', 'Every day at 03:00 UTC'],
    ['30 6 * * 1-5', 'Monday to Friday at 06:30 UTC'],
    ['0 12 * * 0', 'Every Sunday at 12:00 UTC'],
    ['0 12 * * 1,3,7', 'Monday, Wednesday and Sunday at 12:00 UTC'],
    ['0 0 1 * *', 'On day 1 of each month at 00:00 UTC'],
    ['0 0 24 12 *', 'On 24 December at 00:00 UTC'],
  ])('%s is %s', (cron, words) => {
    expect(cronWords(cron)).toBe(words);
  });

  it.each(['0 0 1,15 * 1', '1-5 * * * *', '0 3 * *', 'every day', '0 0 1 13 *'])(
    'leaves %s as it is',
    (cron) => {
      expect(cronWords(cron)).toBeNull();
    },
  );
});

describe('the difference of two audited values', () => {
  it('names each field that changed, however deep', () => {
    expect(
      differences({ a: 1, q: { paused: false, n: 3 } }, { a: 1, q: { paused: true, n: 3 } }),
    ).toEqual([{ place: 'q › paused', before: 'false', after: 'true' }]);
  });

  it('tells what appeared and what went away', () => {
    expect(differences({ old: 'x' }, { added: [1, 2] })).toEqual([
      { place: 'old', before: 'x', after: null },
      { place: 'added', before: null, after: '[1,2]' },
    ]);
    expect(differences(undefined, { jobId: 'j' })).toEqual([
      { place: 'jobId', before: null, after: 'j' },
    ]);
  });

  it('says nothing of equal values', () => {
    expect(differences({ a: [1] }, { a: [1] })).toEqual([]);
    expect(differences(undefined, undefined)).toEqual([]);
  });

  it('leads to the target’s own page', () => {
    expect(targetPath('job:abc')).toBe('/admin/jobs/abc');
    expect(targetPath('breaker:google:gemini')).toBe('/admin/providers');
    expect(targetPath('lock:leader')).toBe('/admin/locks');
    expect(targetPath('jobs')).toBeNull();
    expect(actionWords('queue.pause')).toBe('Paused a queue');
    expect(actionWords('moon.land')).toBe('moon.land');
  });
});

describe('a lock that is watched', () => {
  const lock = { holder: 'a', fence: 1, counter: 5, ttlMs: 10_000, released: false };
  const seenAt = (now: number, counter: number, before = {}) =>
    sight(before, [{ id: 'leader', value: { ...lock, counter } }], now);

  it('knows no renewal before it saw one', () => {
    expect(seenAt(1_000, 5)['leader']).toMatchObject({ at: 1_000, moved: false });
  });

  it('counts from the renewal that it saw last', () => {
    const first = seenAt(1_000, 5);
    const second = seenAt(3_000, 6, first);
    expect(seenAt(4_000, 6, second)['leader']).toMatchObject({ at: 3_000, moved: true });
  });

  it('is silent when its holder let more time pass than it may', () => {
    const seen = seenAt(0, 5)['leader'];
    expect(lockState(lock, seen, 10_000)).toBe('held');
    expect(lockState(lock, seen, 10_001)).toBe('silent');
    expect(lockState({ ...lock, released: true }, seen, 10_001)).toBe('free');
  });
});

describe('the alerts’ rules as they are typed', () => {
  const rules = DEFAULT_SETTINGS.alerts;

  it('sends nothing when nothing was changed', () => {
    expect(readDraft(draftOf(rules), rules)).toEqual({ ok: true, change: {} });
  });

  it('sends only what is different, in the stored units', () => {
    const draft = { ...draftOf(rules), oldestWaiting: 90, errorRate: '' as const };
    expect(readDraft(draft, rules)).toEqual({
      ok: true,
      change: { oldestWaitingMs: 90_000, errorRate: null },
    });
  });

  it('says at each field what is wrong', () => {
    const draft = { ...draftOf(rules), oldestWaiting: 0, errorRate: 120, webhookUrl: 'nowhere' };
    const read = readDraft(draft, rules);
    expect(read.ok ? [] : Object.keys(read.problems).sort()).toEqual([
      'errorRate',
      'oldestWaiting',
      'webhookUrl',
    ]);
  });
});

describe('an input that somebody edited', () => {
  it('says where JSON breaks off', () => {
    const read = readEditedInput('summary', '{"text": ');
    expect(read.ok ? [] : read.problems[0]).toContain('This is not JSON');
  });

  it('is held against its kind’s schema', () => {
    const read = readEditedInput('bulk_action', '{"action":"explode","ids":["a"],"actorId":"u"}');
    expect(read.ok ? [] : read.problems[0]).toMatch(/^action: /);
  });

  it('shows a route’s refusals by the same places', () => {
    expect(
      problemLines([
        { pointer: '/input/source/a~1b', detail: 'too long' },
        { pointer: '/input', detail: 'say more' },
      ]),
    ).toEqual(['source › a/b: too long', 'say more']);
  });
});

describe('a key', () => {
  it('goes to a page after g, for a while', () => {
    expect(readKey('g', null, 0)).toEqual({ does: 'wait' });
    expect(readKey('d', 0, 1_000)).toEqual({ does: 'go', href: '/admin/dead-letters' });
    expect(readKey('j', 0, 1_600)).toEqual({ does: 'row', by: 1 });
  });

  it('does nothing that nobody asked for', () => {
    expect(readKey('x', null, 0)).toEqual({ does: 'nothing' });
    expect(readKey('z', 0, 100)).toEqual({ does: 'nothing' });
  });
});

describe('smaller words', () => {
  it('counts dead letters by what they failed of', () => {
    const error = (code: string) => ({
      error: { code, class: 'bug', message: code, retryable: false } as const,
    });
    expect(
      errorCounts([error('b'), error('a'), error('b')]).map(({ code, jobs }) => [code, jobs]),
    ).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });

  it('says how the last delivery went', () => {
    expect(deliveryWords(null)).toBe('None yet');
    expect(deliveryWords({ at: 0, status: 200, error: null })).toBe('200');
    expect(deliveryWords({ at: 0, status: null, error: 'refused' })).toBe('No answer: refused');
  });

  it('takes the file’s name from the answer', () => {
    expect(fileName('attachment; filename="firelane-jobs-2026-11-26.csv"')).toBe(
      'firelane-jobs-2026-11-26.csv',
    );
    expect(fileName(null)).toBeNull();
  });

  it('keeps a time to the minute through the browser’s own field', () => {
    const at = new Date(2026, 10, 26, 14, 5).getTime();
    expect(localTime(at)).toBe('2026-11-26T14:05');
    expect(timeFromLocal(localTime(at))).toBe(at);
    expect(timeFromLocal('')).toBeNull();
  });
});
