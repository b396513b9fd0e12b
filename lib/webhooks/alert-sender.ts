import type { ClusterSettings } from '../cluster/settings';
import type { AlertNews } from '../jobs/kinds/alert_delivery';
import type { Deliver, Delivery } from '../queue/webhooks/webhooks';

/** Sends what is to be said of an alert to the address that the settings name, signed as a webhook. */
export function alertSender(
  settings: { current(): ClusterSettings },
  tools: { deliver: Deliver; secret: () => string },
) {
  return {
    tell: async (id: string, news: AlertNews, signal: AbortSignal): Promise<Delivery | null> => {
      const url = settings.current().alerts.webhookUrl;
      if (url === null) return null;
      const { alert, change, at, sentence } = news;
      return tools.deliver({
        id,
        url,
        secrets: [tools.secret()],
        event: { type: `alert.${change}`, timestamp: at, data: { alert, sentence } },
        signal,
      });
    },
  };
}
