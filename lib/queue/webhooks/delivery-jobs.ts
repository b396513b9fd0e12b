import { createHash } from 'node:crypto';

import type { Job } from '../../jobs/job';
import { webhookDeliveryKind } from '../../jobs/kinds/webhook_delivery';
import { buildJob } from '../build-job';
import type { Engine } from '../engine';
import { fingerprint } from '../fingerprint';
import type { NewChild } from '../flows/await-children';
import { eventOf } from './event';

/**
 * The jobs that tell a job's webhooks of its end. Each is of its webhook's own, not of the person: an address that
 * does not answer must not hold up the person's jobs, and a delivery is not one of them.
 */
export function deliveriesOf(engine: Engine, ended: Job): NewChild[] {
  const kind = engine.kindOf(webhookDeliveryKind.name);
  const event = eventOf(ended);
  if (kind === undefined || event === null) return [];
  return ended.webhookIds.map((webhookId): NewChild => {
    const input = { webhookId, event };
    const { job, packed } = buildJob(
      engine,
      kind,
      { kind: kind.name, userId: webhookOwner(webhookId), input, parentId: ended.id },
      {
        id: deliveryId(ended, webhookId),
        input,
        print: fingerprint(kind.name, input),
        shareEnd: 0,
      },
    );
    return { job: { ...job, traceparent: ended.traceparent }, parts: packed.parts };
  });
}

/** Whose jobs a webhook's deliveries are. */
export function webhookOwner(webhookId: string): string {
  return `webhook:${webhookId}`;
}

/** One for each end of a job: a second try to write the same end makes no second delivery. */
function deliveryId({ id, attempt, finishedAt }: Job, webhookId: string): string {
  return createHash('sha256')
    .update(`delivery\n${id}\n${webhookId}\n${attempt}\n${finishedAt ?? 0}`)
    .digest('hex')
    .slice(0, 40);
}
