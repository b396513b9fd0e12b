import type { WebhookRecord } from '../../cluster/webhook';
import type { WebhookEvent } from '../../jobs/kinds/webhook_delivery';

/** Webhooks that one person may have. */
export const WEBHOOKS_PER_USER = 5;

export interface Webhook extends WebhookRecord {
  id: string;
}

/** How one delivery went. */
export interface Delivery {
  /** What the address answered; null when it did not. */
  status: number | null;
  /** Null when it was accepted. In words for the webhook's owner. */
  error: string | null;
  /** The address asked for it. Milliseconds. */
  retryAfterMs: number | null;
  /** Another try cannot succeed: the address may not be called at all. */
  final: boolean;
}

/** Signs and sends an event. It does not throw. */
export type Deliver = (message: {
  id: string;
  url: string;
  /** The newest first. */
  secrets: readonly string[];
  event: Omit<WebhookEvent, 'type'> & { type: string };
  signal: AbortSignal;
}) => Promise<Delivery>;

export interface WebhookTools {
  deliver: Deliver;
  /** The secret of a webhook's version, as its owner keeps it: `whsec_…`. */
  secretOf(id: string, version: number): string;
  /** Plain http and private addresses are allowed: for development and tests. */
  allowPrivate: boolean;
}

/** Addresses that hear of their owner's ended jobs. */
export interface Webhooks {
  list(userId: string): Promise<Webhook[]>;
  /** The secret is told here and never again. @throws QueueError `invalid_input` */
  add(userId: string, url: string): Promise<{ webhook: Webhook; secret: string }>;
  /** All the following throw QueueError `not_found` for a webhook that the user does not have. */
  remove(userId: string, id: string): Promise<void>;
  /** A new secret; for a day deliveries are signed with the one before, too. */
  rotate(userId: string, id: string): Promise<{ webhook: Webhook; secret: string }>;
  enable(userId: string, id: string): Promise<Webhook>;
  /** Sends an event of its own, now. @throws QueueError `rate_limited` within seconds of the last */
  test(userId: string, id: string): Promise<Webhook>;
  /** Whoever erases a person. */
  removeAll(userId: string): Promise<void>;
  /** A delivery's work: sends an event, and keeps how that went. Null when the webhook is gone or disabled. */
  tell(id: string, message: WebhookMessage): Promise<Delivery | null>;
}

export interface WebhookMessage {
  /** The same for each try. */
  id: string;
  event: WebhookEvent;
  signal: AbortSignal;
  /** After a failure there is no other try: an address that has accepted nothing since this time is given up. */
  lastTrySince: number | null;
}
