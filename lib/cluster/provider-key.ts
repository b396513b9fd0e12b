import type { Millis } from '../jobs/job';
import type { SlidingWindow } from './sliding-window';

/** A server's calls with a key. */
export interface KeyUse {
  /** Under way, or about to be. */
  calls: number;
  /** More that it would make: others then take no more than their share. */
  waiting: number;
  /** When it must have renewed this. */
  until: Millis;
}

/** `rate_limits/key:{id}`: one API key of a provider, by a fingerprint that tells nothing of it. */
export interface ProviderKeyRecord {
  /** Tells keys from users in the same collection. */
  type: 'key';
  provider: string;
  /** For a person: `google #1`. */
  label: string;
  /** Permits given out; null without such a limit. */
  requests: SlidingWindow | null;
  tokens: SlidingWindow | null;
  /** By server, the last write that it made: so that it knows one of its own again. Forgotten after a while. */
  takes: Record<string, { number: number; until: Millis }>;
  /** By server; kept only where calls at once are limited. */
  inFlight: Record<string, KeyUse>;
  /** The provider said so; null when free. */
  blockedUntil: Millis | null;
  blockedBecause: 'rate_limited' | 'auth' | null;
  updatedAt: Millis;
}
