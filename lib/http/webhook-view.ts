import type { Millis } from '../jobs/job';
import type { Webhook } from '../queue/webhooks/webhooks';
import type { WebhookView } from './schemas/webhook-schemas';

/** A webhook as its owner sees it. */
export function webhookView({ id, url, createdAt, disabled, last }: Webhook): WebhookView {
  return {
    id,
    url,
    createdAt: iso(createdAt),
    disabled: disabled && { ...disabled, at: iso(disabled.at) },
    last: last && { ...last, at: iso(last.at) },
  };
}

function iso(at: Millis): string {
  return new Date(at).toISOString();
}
