import type { Millis } from '../jobs/job';

/**
 * `webhooks/{id}`: an address that hears of its user's ended jobs. Its secret is derived from the server's own key,
 * the id and `secretVersion`: it stands in no document.
 */
export interface WebhookRecord {
  userId: string;
  url: string;
  createdAt: Millis;
  secretVersion: number;
  /** The secret before is still good for a day after this; null: there was none. */
  rotatedAt: Millis | null;
  /** Null while it is enabled; otherwise why not: a 410, a person, an administrator. */
  disabled: { at: Millis; reason: string } | null;
  /** The last delivery, by whoever made it. */
  last: { at: Millis; status: number | null; error: string | null } | null;
  /** The last one that was accepted; null: none. */
  deliveredAt: Millis | null;
}
