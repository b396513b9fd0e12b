import type { KeySettings } from '../../cluster/settings';
import type { Millis } from '../../jobs/job';

/** What was charged to a slot and turned out otherwise. */
export interface Correction {
  requests: number;
  tokens: number;
  /** The slot's end. */
  until: Millis;
}

/** What a server asks of a key. Times are on the store's clock. */
export interface Ask {
  serverId: string;
  /** Of this server's writes of the key; each has its own. */
  number: number;
  limits: KeySettings;
  /** That the limits a minute are of. Milliseconds. */
  windowMs: number;
  /** No later than it is. */
  earliest: Millis;
  /** No earlier than it is. */
  latest: Millis;
  /** For how long the permits are wanted. Milliseconds. */
  slotMs: number;
  /** Estimated tokens of each call that waits, in order. */
  waiting: readonly number[];
  /** Calls that will probably come within the slot. */
  expected: number;
  /** Calls under way. */
  calling: number;
  corrections: readonly Correction[];
}
