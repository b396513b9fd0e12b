import type { Millis } from '../jobs/job';

export type BreakerState = 'closed' | 'open' | 'half_open' | 'recovering';

/** One change of a breaker, for its history. */
export interface BreakerChange {
  at: Millis;
  state: BreakerState;
  /** For an administrator: `5 outages in 60 s`, `tripped by ann`. */
  reason: string;
}

export interface BreakerProbe {
  serverId: string;
  /** When it must have answered. */
  until: Millis;
}

interface BreakerBase {
  provider: string;
  model: string;
  /** When this state began, on the store's clock; never the same for two changes. */
  since: Millis;
  /** Probes that failed in a row: each doubles the wait. */
  failedProbes: number;
  /** Newest last, at most 50. */
  history: BreakerChange[];
}

export interface ClosedBreaker extends BreakerBase {
  state: 'closed';
  retryAt: null;
  probe: null;
  admitted: 1;
}

export interface OpenBreaker extends BreakerBase {
  state: 'open';
  /** When the next probe may go. */
  retryAt: Millis;
  probe: null;
  admitted: 0;
}

export interface HalfOpenBreaker extends BreakerBase {
  state: 'half_open';
  retryAt: null;
  /** Who probes. */
  probe: BreakerProbe;
  admitted: 0;
}

export interface RecoveringBreaker extends BreakerBase {
  state: 'recovering';
  retryAt: null;
  probe: null;
  /** The part of each server's calls at once that is let through, 0 to 1; at least one call. */
  admitted: number;
}

/** `circuit_breakers/{provider:model}`: written by whichever server changes it, by compare-and-set. */
export type BreakerRecord = ClosedBreaker | OpenBreaker | HalfOpenBreaker | RecoveringBreaker;
