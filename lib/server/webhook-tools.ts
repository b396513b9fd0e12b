import type { Config } from '../config';
import type { WebhookTools } from '../queue/webhooks/webhooks';
import { createDeliver } from '../webhooks/deliver';
import { webhookSecret } from '../webhooks/secret';
import { serverKey } from '../webhooks/server-key';

/** How webhooks are delivered, and what they are signed with. */
export function webhookTools(config: Config): WebhookTools {
  const key = serverKey(config.secretKey, config.dataDir);
  const { webhooksAllowPrivate: allowPrivate } = config;
  return {
    deliver: createDeliver({ allowPrivate }),
    secretOf: (id, version) => webhookSecret(key(), id, version),
    allowPrivate,
  };
}
