import type {
  BreakerChange,
  BreakerRecord,
  BreakerState,
  HalfOpenBreaker,
  OpenBreaker,
  RecoveringBreaker,
} from '../../cluster/breaker';
import type { BreakerSettings } from '../../cluster/settings';
import type { JobError } from '../../jobs/error';
import type { Millis } from '../../jobs/job';

const MAX_HISTORY = 50;

/** A probe that has not answered after this is abandoned. Milliseconds. */
export const PROBE_MS = 60_000;

/** The parts of its calls that a server lets through, one after the other, until the breaker is closed. */
export const RECOVERY_STEPS = [0.1, 0.25, 0.5] as const;

/** Calls that must succeed on one server before the next step. */
export const STEP_SUCCESSES = 3;

/** How a breaker's wait is measured. */
export type Recovery = Pick<BreakerSettings, 'recoveryTimeMs' | 'maxRecoveryTimeMs'>;

/** Whether a call may go out, as far as the breaker is concerned. */
export type Admission =
  /** `part` of the server's calls at once, at least one. */
  | { may: 'call'; part: number }
  /** It may, once this server has won the probe. */
  | { may: 'probe' }
  /** Somebody probes. */
  | { may: 'wait'; until: Millis }
  | { may: 'not'; until: Millis };

/** An outage says something of the provider; a limit, a refused key or a bad text does not. */
export function isOutage(error: JobError): boolean {
  return error.class === 'overloaded' || error.class === 'timeout' || error.class === 'network';
}

/** A breaker that nobody has written yet. */
export function newBreaker(provider: string, model: string): BreakerRecord {
  const base = { provider, model, since: 0, failedProbes: 0, history: [] };
  return { ...base, state: 'closed', retryAt: null, probe: null, admitted: 1 };
}

export function admission(record: BreakerRecord | undefined, at: Millis): Admission {
  switch (record?.state) {
    case undefined:
    case 'closed':
      return { may: 'call', part: 1 };
    case 'recovering':
      return { may: 'call', part: record.admitted };
    case 'open':
      return at >= record.retryAt ? { may: 'probe' } : { may: 'not', until: record.retryAt };
    case 'half_open':
      return at >= record.probe.until
        ? { may: 'probe' }
        : { may: 'wait', until: record.probe.until };
  }
}

/** closed or recovering → open, since the provider is out. Null when that is known already. */
export function opened(
  record: BreakerRecord,
  event: { at: Millis; reason: string; retryAfterMs: number | undefined; recovery: Recovery },
): OpenBreaker | null {
  if (record.state !== 'closed' && record.state !== 'recovering') return null;
  return open(record, event, record.failedProbes);
}

/** open, or half-open with an abandoned probe → half-open. Null when this server may not probe. */
export function probing(
  record: BreakerRecord,
  { serverId, at }: { serverId: string; at: Millis },
): HalfOpenBreaker | null {
  if (admission(record, at).may !== 'probe') return null;
  const reason = record.state === 'half_open' ? 'its probe never answered' : 'its wait is over';
  return {
    ...changed(record, 'half_open', at, reason),
    state: 'half_open',
    retryAt: null,
    probe: { serverId, until: at + PROBE_MS },
    admitted: 0,
  };
}

/** half-open → recovering. Null unless the probe is this one (`since`). */
export function probeSucceeded(
  record: BreakerRecord,
  { since, at }: { since: Millis; at: Millis },
): RecoveringBreaker | null {
  if (record.state !== 'half_open' || record.since !== since) return null;
  return recovering(record, RECOVERY_STEPS[0], at, 'the probe succeeded');
}

/** half-open → open, for twice as long. Null unless the probe is this one (`since`). */
export function probeFailed(
  record: BreakerRecord,
  event: { since: Millis; at: Millis; retryAfterMs: number | undefined; recovery: Recovery },
): OpenBreaker | null {
  if (record.state !== 'half_open' || record.since !== event.since) return null;
  const reason = 'the probe failed';
  return open(record, { ...event, reason }, record.failedProbes + 1);
}

/** half-open → open, where the probe ended without saying anything of the provider: the next one may go at once. */
export function probeGivenUp(
  record: BreakerRecord,
  { since, at }: { since: Millis; at: Millis },
): OpenBreaker | null {
  if (record.state !== 'half_open' || record.since !== since) return null;
  return openUntil(record, at, at, 'the probe was given up');
}

/** recovering → the next step, or closed after the last. Null unless the step is this one (`since`). */
export function steppedUp(
  record: BreakerRecord,
  { since, at }: { since: Millis; at: Millis },
): BreakerRecord | null {
  if (record.state !== 'recovering' || record.since !== since) return null;
  const next = RECOVERY_STEPS.find((step) => step > record.admitted);
  if (next === undefined) return closed(record, at, 'calls succeed again');
  return recovering(record, next, at, `${STEP_SUCCESSES} calls succeeded`);
}

/** An administrator opens it. It recovers as after an outage. */
export function tripped(
  record: BreakerRecord,
  by: string,
  at: Millis,
  recovery: Recovery,
): OpenBreaker {
  const fresh = { ...record, failedProbes: 0 };
  return openUntil(fresh, at, at + recovery.recoveryTimeMs, `tripped by ${by}`);
}

/** An administrator closes it. */
export function reset(record: BreakerRecord, by: string, at: Millis): BreakerRecord {
  return closed(record, at, `reset by ${by}`);
}

/** Doubles with each failed probe, up to the maximum; a provider's own time is obeyed if it is longer. */
export function openMs(
  failedProbes: number,
  recovery: Recovery,
  retryAfterMs: number | undefined,
): number {
  const doubled = recovery.recoveryTimeMs * 2 ** Math.min(failedProbes, 30);
  const most = Math.max(recovery.maxRecoveryTimeMs, recovery.recoveryTimeMs);
  return Math.max(Math.min(doubled, most), retryAfterMs ?? 0);
}

function open(
  record: BreakerRecord,
  event: { at: Millis; reason: string; retryAfterMs: number | undefined; recovery: Recovery },
  failedProbes: number,
): OpenBreaker {
  const ms = openMs(failedProbes, event.recovery, event.retryAfterMs);
  return openUntil({ ...record, failedProbes }, event.at, event.at + ms, event.reason);
}

function openUntil(
  record: BreakerRecord,
  at: Millis,
  retryAt: Millis,
  reason: string,
): OpenBreaker {
  const base = changed(record, 'open', at, reason);
  return { ...base, state: 'open', retryAt, probe: null, admitted: 0 };
}

function recovering(
  record: BreakerRecord,
  admitted: number,
  at: Millis,
  reason: string,
): RecoveringBreaker {
  const base = changed(record, 'recovering', at, reason);
  return { ...base, state: 'recovering', retryAt: null, probe: null, admitted };
}

function closed(record: BreakerRecord, at: Millis, reason: string): BreakerRecord {
  const base = changed(record, 'closed', at, reason);
  return { ...base, state: 'closed', retryAt: null, probe: null, admitted: 1, failedProbes: 0 };
}

function changed(
  { provider, model, since, failedProbes, history }: BreakerRecord,
  state: BreakerState,
  at: Millis,
  reason: string,
) {
  const change: BreakerChange = { at, state, reason };
  return {
    provider,
    model,
    since: Math.max(at, since + 1),
    failedProbes,
    history: [...history, change].slice(-MAX_HISTORY),
  };
}
