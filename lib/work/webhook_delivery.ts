import { JobError } from '../jobs/error';
import { webhookDeliveryKind, type WebhookDelivery } from '../jobs/kinds/webhook_delivery';
import type { Webhooks } from '../queue/webhooks/webhooks';
import type { Work } from '../queue/work';
import { parseInput } from './text/run';

const GONE = 410;

export interface WebhookServices {
  webhooks: Pick<Webhooks, 'tell'>;
}

/** Tells an address that a job has ended, again and again over days until it accepts that. */
export function webhookDeliveryWork({ webhooks }: WebhookServices): Work {
  return {
    kind: webhookDeliveryKind,
    async run(given, { job, signal }): Promise<WebhookDelivery> {
      const { webhookId, event } = parseInput(webhookDeliveryKind.input, given);
      const isLast = job.failures + 1 >= job.maxAttempts;
      const delivery = await webhooks.tell(webhookId, {
        id: `msg_${job.id}`,
        event,
        signal,
        lastTrySince: isLast ? job.createdAt : null,
      });
      signal.throwIfAborted();
      if (delivery === null) return { outcome: 'dropped', status: null };
      const { status, error, retryAfterMs, final } = delivery;
      if (status === GONE) return { outcome: 'gone', status };
      if (error === null) return { outcome: 'delivered', status };
      // Of the classes that are tried again, the one whose attempts count.
      throw new JobError(final ? 'unsupported' : 'timeout', 'not_accepted', error, {
        retryAfterMs: retryAfterMs ?? undefined,
      });
    },
  };
}
