import type { Millis } from '../jobs/job';

export type BreakerState = 'closed' | 'open' | 'half_open' | 'recovering';

/** One change of a breaker, for its history. */
export interface BreakerChange {
  at: Millis;
  state: BreakerState;
  /** For an administrator: `5 outages in 60 s`, `tripped by ann`. */
  reason: string;
}

/** `circuit_breakers/{provider:model}`: written by whichever server changes it, by compare-and-set. */
export interface BreakerRecord {
  provider: string;
  model: string;
  state: BreakerState;
  /** When this state began, on the store's clock. */
  since: Millis;
  /** Open: when the next probe may go. Null otherwise. */
  retryAt: Millis | null;
  /** Half-open: who probes, and until when it must have answered. */
  probe: { serverId: string; until: Millis } | null;
  /** Recovering: the part of calls that is let through, 0 to 1. */
  admitted: number;
  /** Probes that failed in a row: each doubles the wait. */
  failedProbes: number;
  /** Newest last, at most 50. */
  history: BreakerChange[];
}
