import type { Webhook } from '../queue/webhooks/webhooks';
import { isoTime } from './iso-time';
import type { WebhookView } from './schemas/webhook-schemas';

/** A webhook as its owner sees it. */
export function webhookView({ id, url, createdAt, disabled, last }: Webhook): WebhookView {
  return {
    id,
    url,
    createdAt: isoTime(createdAt),
    disabled: disabled && { ...disabled, at: isoTime(disabled.at) },
    last: last && { ...last, at: isoTime(last.at) },
  };
}
