import { describe, expect, it } from 'vitest';

import { outageOf } from '@/components/monitor/providers/outage';
import {
  opened,
  newBreaker,
  probeFailed,
  probing,
  tripped,
} from '@/lib/queue/providers/breaker-policy';
import type { BreakerRecord } from '@/lib/cluster/breaker';

const recovery = { recoveryTimeMs: 30_000, maxRecoveryTimeMs: 300_000 };
const fail = (record: BreakerRecord, at: number): BreakerRecord => {
  const half = probing(record, { serverId: 'one', at }) ?? record;
  const event = { since: half.since, at, retryAfterMs: undefined, recovery };
  return probeFailed(half, event) ?? half;
};

describe('when and why a model is out', () => {
  const event = { at: 1_000, reason: '5 outages in 60 s', retryAfterMs: undefined, recovery };
  const open = opened(newBreaker('google', 'flash'), event) ?? newBreaker('google', 'flash');

  it('is what opened its breaker, however many probes failed since', () => {
    expect(outageOf(open)).toEqual({ at: 1_000, state: 'open', reason: '5 outages in 60 s' });
    const tried = [400_000, 900_000, 1_500_000].reduce(fail, open);
    expect(tried.failedProbes).toBe(3);
    expect(outageOf(tried)).toEqual(outageOf(open));
  });

  it('is nothing while it is closed', () => {
    expect(outageOf(newBreaker('google', 'flash'))).toBeNull();
  });

  it('is not made up once its beginning is forgotten', () => {
    const long = Array.from({ length: 60 }, (_, step) => (step + 1) * 400_000).reduce(fail, open);
    expect(outageOf(long)).toBeNull();
  });

  it('is an administrator’s doing where one tripped it', () => {
    expect(outageOf(tripped(open, 'ann', 2_000, recovery))?.reason).toBe('5 outages in 60 s');
    const fresh = tripped(newBreaker('google', 'flash'), 'ann', 2_000, recovery);
    expect(outageOf(fresh)?.reason).toBe('tripped by ann');
  });
});
