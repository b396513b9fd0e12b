import { JobError } from '../jobs/error';
import {
  type AlertDelivery,
  alertDeliveryKind,
  type AlertNews,
} from '../jobs/kinds/alert_delivery';
import type { Delivery } from '../queue/webhooks/webhooks';
import type { Work } from '../queue/work';
import { parseInput } from './text/run';

export interface AlertServices {
  alerts: {
    /** Sends to the address that is set now; null when none is. @param id the same for each try */
    tell(id: string, news: AlertNews, signal: AbortSignal): Promise<Delivery | null>;
  };
}

/** Tells the administrators’ address of an alert, again for about an hour until it accepts that. */
export function alertDeliveryWork({ alerts }: AlertServices): Work {
  return {
    kind: alertDeliveryKind,
    async run(given, { job, signal }): Promise<AlertDelivery> {
      const news = parseInput(alertDeliveryKind.input, given);
      const delivery = await alerts.tell(`msg_${job.id}`, news, signal);
      signal.throwIfAborted();
      if (delivery === null) return { outcome: 'dropped', status: null };
      const { status, error, retryAfterMs, final } = delivery;
      if (error === null) return { outcome: 'delivered', status };
      // Of the classes that are tried again, the one whose attempts count.
      throw new JobError(final ? 'unsupported' : 'timeout', 'not_accepted', error, {
        retryAfterMs: retryAfterMs ?? undefined,
      });
    },
  };
}
