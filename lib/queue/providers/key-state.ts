import type { ProviderKeyRecord } from '../../cluster/provider-key';
import type { KeySettings } from '../../cluster/settings';
import { remaining, type SlidingWindow } from '../../cluster/sliding-window';
import type { Millis } from '../../jobs/job';

/** A key that nobody has used yet. */
export function newKeyRecord(provider: string, label: string): ProviderKeyRecord {
  return {
    type: 'key',
    provider,
    label,
    requests: null,
    tokens: null,
    takes: {},
    inFlight: {},
    blockedUntil: null,
    blockedBecause: null,
    updatedAt: 0,
  };
}

export function hasLimits(limits: KeySettings): boolean {
  return (
    limits.requestsPerMinute !== null ||
    limits.tokensPerMinute !== null ||
    limits.concurrentRequests !== null
  );
}

/** A provider refuses a key, on the store's clock. */
export interface KeyBlock {
  until: Millis;
  because: 'rate_limited' | 'auth';
}

/** Until when a provider refuses the key, and why; null when it does not. */
export function blockOf(record: ProviderKeyRecord | null, at: Millis): KeyBlock | null {
  const until = record?.blockedUntil ?? null;
  if (until === null || until <= at) return null;
  return { until, because: record?.blockedBecause ?? 'rate_limited' };
}

/** Nobody uses the key before `until`. A longer block stays. */
export function blocked(
  record: ProviderKeyRecord,
  block: KeyBlock & { at: Millis },
): ProviderKeyRecord | null {
  if ((record.blockedUntil ?? 0) >= block.until) return null;
  return {
    ...record,
    blockedUntil: block.until,
    blockedBecause: block.because,
    updatedAt: block.at,
  };
}

/** How full a key is, 0 to 1 and above. */
export function loadOf(record: ProviderKeyRecord | null, at: Millis): number {
  if (record === null) return 0;
  const part = (window: SlidingWindow | null): number =>
    window === null ? 0 : 1 - remaining(window, at) / window.limit;
  return Math.max(part(record.requests), part(record.tokens));
}
