import type { WebhookRecord } from '../../cluster/webhook';
import { RECORDS } from '../../queue/records';
import type { Caller } from '../caller';
import { isoTime } from '../iso-time';
import type { Services } from '../services';
import { changeRecord } from './change-record';

const REASON = 'An administrator switched it off.';

export interface WebhookSwitch {
  id: string;
  userId: string;
  disabled: { at: string; reason: string } | null;
}

/** Switches anybody's webhook off or on. @throws HttpProblem `not_found`, `revision_conflict` */
export async function switchWebhook(
  { engine }: Services,
  caller: Caller,
  id: string,
  enabled: boolean,
): Promise<WebhookSwitch> {
  const { value } = await changeRecord<WebhookRecord>(
    engine,
    {
      caller,
      action: enabled ? 'webhook.enable' : 'webhook.disable',
      target: `webhook:${id}`,
      collection: RECORDS.webhooks,
      id,
      tell: ({ disabled }) => ({ disabled }),
    },
    (webhook, { at }) => {
      if ((webhook.disabled === null) === enabled) return webhook;
      return { ...webhook, disabled: enabled ? null : { at, reason: REASON } };
    },
  );
  const { userId, disabled } = value;
  return {
    id,
    userId,
    disabled: disabled && { ...disabled, at: isoTime(disabled.at) },
  };
}
