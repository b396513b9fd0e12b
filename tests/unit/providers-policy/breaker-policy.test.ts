import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { BreakerRecord } from '@/lib/cluster/breaker';
import { DEFAULT_SETTINGS } from '@/lib/cluster/settings';
import { JobError } from '@/lib/jobs/error';
import { breakerId } from '@/lib/queue/providers/breaker-id';
import {
  admission,
  isOutage,
  newBreaker,
  opened,
  openMs,
  PROBE_MS,
  probeFailed,
  probeGivenUp,
  probeSucceeded,
  probing,
  RECOVERY_STEPS,
  reset,
  steppedUp,
  tripped,
} from '@/lib/queue/providers/breaker-policy';

const recovery = DEFAULT_SETTINGS.breaker;
const outage = { at: 1_000, reason: '5 outages in 60 s', retryAfterMs: undefined, recovery };

function openedAt(at: number): BreakerRecord {
  const record = opened(newBreaker('google', 'gemini'), { ...outage, at });
  if (record === null) throw new Error('it did not open');
  return record;
}

describe('a breaker', () => {
  it('lets every call through until it opens, and none until its wait is over', () => {
    expect(admission(undefined, 0)).toEqual({ may: 'call', part: 1 });
    const open = openedAt(1_000);
    expect(admission(open, 30_999)).toEqual({ may: 'not', until: 31_000 });
    expect(admission(open, 31_000)).toEqual({ may: 'probe' });
  });

  it('closes step by step once its probe has succeeded', () => {
    const probe = probing(openedAt(1_000), { serverId: 'a', at: 40_000 });
    expect(probe?.probe).toEqual({ serverId: 'a', until: 40_000 + PROBE_MS });
    let record: BreakerRecord | null =
      probe && probeSucceeded(probe, { since: probe.since, at: 41_000 });
    const parts: number[] = [];
    while (record?.state === 'recovering') {
      parts.push(record.admitted);
      record = steppedUp(record, { since: record.since, at: 42_000 });
    }
    expect(parts).toEqual([...RECOVERY_STEPS]);
    expect(record).toMatchObject({ state: 'closed', admitted: 1, failedProbes: 0 });
  });

  it('waits twice as long after each failed probe, up to the maximum', () => {
    const waits = [0, 1, 2, 3, 4, 5].map((failed) => openMs(failed, recovery, undefined));
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
    expect(openMs(5, recovery, 3_600_000)).toBe(3_600_000);
  });

  it('lets another probe when the first never answered, and does not listen to that one any more', () => {
    const first = probing(openedAt(0), { serverId: 'a', at: 30_000 });
    if (first === null) throw new Error('no probe');
    expect(probing(first, { serverId: 'b', at: 30_000 + PROBE_MS - 1 })).toBeNull();
    const second = probing(first, { serverId: 'b', at: 30_000 + PROBE_MS });
    if (second === null) throw new Error('no second probe');
    expect(probeSucceeded(second, { since: first.since, at: 95_000 })).toBeNull();
    expect(probeGivenUp(second, { since: second.since, at: 95_000 })).toMatchObject({
      state: 'open',
      retryAt: 95_000,
    });
  });

  it('is opened and closed by an administrator, who is named', () => {
    const open = tripped(newBreaker('google', 'gemini'), 'ann', 5_000, recovery);
    expect(open).toMatchObject({ state: 'open', retryAt: 35_000 });
    const closed = reset(open, 'ann', 5_000);
    expect(closed).toMatchObject({ state: 'closed', failedProbes: 0 });
    expect(closed.history.map(({ reason }) => reason)).toEqual(['tripped by ann', 'reset by ann']);
  });

  it('counts outages, and nothing that is the key’s or the text’s fault', () => {
    const of = (name: JobError['class']): boolean => isOutage(new JobError(name, 'x', 'x'));
    expect(['overloaded', 'timeout', 'network'].every((name) => of(name as never))).toBe(true);
    const others = ['rate_limited', 'auth', 'invalid_input', 'unsupported', 'bug'] as const;
    expect(others.some(of)).toBe(false);
  });

  it('has an id for every name of a model', () => {
    expect(breakerId('google', 'gemini-2.5-flash')).toBe('google:gemini-2.5-flash');
    expect(breakerId('openai-compatible', 'meta/llama:8b')).toBe(
      'openai-compatible:meta%2Fllama:8b',
    );
  });
});

type Event =
  | { do: 'pass'; ms: number }
  | { do: 'outage'; retryAfterMs: number | undefined }
  | { do: 'probe'; server: number }
  | { do: 'answer'; probe: number; how: 'ok' | 'fail' | 'give_up' }
  | { do: 'step' }
  | { do: 'trip' }
  | { do: 'reset' };

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 200_000 }) }),
  fc.record({
    do: fc.constant('outage' as const),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 600_000 }), { nil: undefined }),
  }),
  fc.record({ do: fc.constant('probe' as const), server: fc.nat(3) }),
  fc.record({
    do: fc.constant('answer' as const),
    probe: fc.nat(5),
    how: fc.constantFrom('ok' as const, 'fail' as const, 'give_up' as const),
  }),
  fc.record({ do: fc.constantFrom('step' as const, 'trip' as const, 'reset' as const) }),
);

/** What a change makes of the record; null: nothing. `probes` are all that were ever won. */
function after(
  record: BreakerRecord,
  { event, at, probes }: { event: Event; at: number; probes: number[] },
): BreakerRecord | null {
  switch (event.do) {
    case 'pass':
      return null;
    case 'outage':
      return opened(record, { at, reason: 'x', retryAfterMs: event.retryAfterMs, recovery });
    case 'probe':
      return probing(record, { serverId: `s${event.server}`, at });
    case 'answer': {
      const since = probes[event.probe % Math.max(1, probes.length)] ?? 0;
      if (event.how === 'ok') return probeSucceeded(record, { since, at });
      if (event.how === 'give_up') return probeGivenUp(record, { since, at });
      return probeFailed(record, { since, at, retryAfterMs: undefined, recovery });
    }
    case 'step':
      return steppedUp(record, { since: record.since, at });
    case 'trip':
      return tripped(record, 'ann', at, recovery);
    case 'reset':
      return reset(record, 'ann', at);
  }
}

describe('whatever happens to a breaker', () => {
  it('has one probe at most, keeps its waits, and tells its changes apart', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), (events) => {
        let record = newBreaker('google', 'gemini');
        let at = 1_000_000;
        const probes: number[] = [];
        for (const event of events) {
          if (event.do === 'pass') at += event.ms;
          const before = record;
          const next = after(record, { event, at, probes });
          if (next === null) continue;
          expect(next.since).toBeGreaterThan(before.since);
          expect(next.history.length).toBeLessThanOrEqual(50);
          if (next.state === 'half_open') {
            const due =
              before.state === 'open'
                ? before.retryAt
                : before.state === 'half_open'
                  ? before.probe.until
                  : Infinity;
            expect(at).toBeGreaterThanOrEqual(due);
            expect(admission(next, at).may).toBe('wait');
            probes.push(next.since);
          }
          if (next.state === 'recovering') {
            expect(['half_open', 'recovering']).toContain(before.state);
            if (before.state === 'recovering')
              expect(next.admitted).toBeGreaterThan(before.admitted);
          }
          if (next.state === 'open' && at < next.retryAt)
            expect(admission(next, at).may).toBe('not');
          record = next;
        }
      }),
      { numRuns: 300 },
    );
  });
});
