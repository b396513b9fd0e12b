import type { BreakerChange, BreakerRecord } from '@/lib/cluster/breaker';

/**
 * The change with which a breaker began not to be closed: probes that failed since begin nothing anew.
 * @returns null while it is closed, or when so much happened since that its history has forgotten
 */
export function outageOf({
  state,
  history,
}: Pick<BreakerRecord, 'state' | 'history'>): BreakerChange | null {
  if (state === 'closed') return null;
  const closedAt = history.findLastIndex((change) => change.state === 'closed');
  const first = history[closedAt + 1];
  // Without one that was closed before, the oldest may be a probe of something longer.
  return first?.state === 'open' && !first.reason.startsWith(PROBE) ? first : null;
}

/** How the reasons of what a probe brought about begin. */
const PROBE = 'the probe';
