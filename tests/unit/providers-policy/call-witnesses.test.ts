import { describe, expect, it } from 'vitest';

import { JobError } from '@/lib/jobs/error';
import { CallWitnesses } from '@/lib/queue/providers/call-witnesses';

const ANSWERED = { ok: true, error: null };
const TIMED_OUT = { ok: false, error: new JobError('timeout', 'provider_timeout', 'Too long.') };
const DECLINED = { ok: false, error: new JobError('invalid_input', 'too_long', 'Too long.') };
const GIVEN_UP = { ok: false, error: null };

describe('a call that timed out', () => {
  it('is alone at fault when no other was made', () => {
    const witnesses = new CallWitnesses();
    const call = witnesses.began(0);
    expect(witnesses.ended(call, TIMED_OUT, 75_000)).toBe(false);
  });

  it('is not at fault when others are silent as well, the last of them either', () => {
    const witnesses = new CallWitnesses();
    const calls = [0, 1_000, 30_000].map((at) => witnesses.began(at));
    const alike = calls.map((call, n) => witnesses.ended(call, TIMED_OUT, 75_000 + n));
    expect(alike).toEqual([true, true, true]);
  });

  it('is at fault when another has been silent for a moment only', () => {
    const witnesses = new CallWitnesses();
    const call = witnesses.began(0);
    witnesses.began(40_000);
    expect(witnesses.ended(call, TIMED_OUT, 75_000)).toBe(false);
  });

  it.each([
    ['answered', ANSWERED],
    ['declined', DECLINED],
  ])('is at fault when another was %s meanwhile', (_, end) => {
    const witnesses = new CallWitnesses();
    const call = witnesses.began(0);
    witnesses.began(0);
    witnesses.ended(witnesses.began(10_000), end, 11_000);
    expect(witnesses.ended(call, TIMED_OUT, 75_000)).toBe(false);
  });

  it('learns nothing from one that its caller gave up', () => {
    const witnesses = new CallWitnesses();
    const call = witnesses.began(0);
    witnesses.ended(witnesses.began(0), GIVEN_UP, 11_000);
    expect(witnesses.ended(call, TIMED_OUT, 75_000)).toBe(false);
  });
});
