import type { BreakerRecord } from '../../lib/cluster/breaker';
import type { ProviderKeyRecord } from '../../lib/cluster/provider-key';

/** One model that is out, one that came back, one that never failed. */
export function sampleBreakers(now: number): Record<string, BreakerRecord> {
  return {
    'google:gemini-2.5-flash': {
      provider: 'google',
      model: 'gemini-2.5-flash',
      state: 'closed',
      since: now - 5_400_000,
      retryAt: null,
      probe: null,
      admitted: 1,
      failedProbes: 0,
      history: [
        { at: now - 6_000_000, state: 'open', reason: '5 outages in 60 s: provider_overloaded' },
        { at: now - 5_700_000, state: 'half_open', reason: 'its wait is over' },
        { at: now - 5_698_000, state: 'recovering', reason: 'the probe succeeded' },
        { at: now - 5_400_000, state: 'closed', reason: 'calls succeed again' },
      ],
    },
    'deepseek:deepseek-chat': {
      provider: 'deepseek',
      model: 'deepseek-chat',
      state: 'open',
      since: now - 47_000,
      retryAt: now + 43_000,
      probe: null,
      admitted: 0,
      failedProbes: 1,
      history: [
        { at: now - 92_000, state: 'open', reason: '5 outages in 60 s: provider_timeout' },
        { at: now - 49_000, state: 'half_open', reason: 'its wait is over' },
        { at: now - 47_000, state: 'open', reason: 'the probe failed' },
      ],
    },
  };
}

/** Two keys of one provider, one of them at rest, and one of another. */
export function sampleKeys(now: number): Record<string, ProviderKeyRecord> {
  const key = (
    provider: string,
    number: number,
    requests: number,
    tokens: number,
    calls: number,
  ): ProviderKeyRecord => ({
    type: 'key',
    provider,
    label: `${provider} #${String(number)}`,
    requests: {
      limit: 60,
      windowMs: 60_000,
      buckets: [{ until: now + 600_000, count: requests }],
    },
    tokens: {
      limit: 250_000,
      windowMs: 60_000,
      buckets: [{ until: now + 600_000, count: tokens }],
    },
    takes: {},
    inFlight: { 'worker-7f3a': { calls, until: now + 600_000, waiting: 0 } },
    blockedUntil: null,
    blockedBecause: null,
    updatedAt: now - 2_000,
  });
  return {
    'key:google-1': key('google', 1, 41, 118_400, 4),
    'key:google-2': {
      ...key('google', 2, 60, 203_900, 0),
      blockedUntil: now + 600_000,
      blockedBecause: 'rate_limited',
    },
    'key:deepseek-1': key('deepseek', 1, 3, 9_200, 0),
  };
}
