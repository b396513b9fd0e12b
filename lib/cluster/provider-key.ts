import type { Millis } from '../jobs/job';
import type { SlidingWindow } from './sliding-window';

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
  /** Calls under way, by server, each until its server must have renewed it. */
  inFlight: Record<string, { calls: number; until: Millis }>;
  /** A 429 said so; null when free. */
  blockedUntil: Millis | null;
  updatedAt: Millis;
}
