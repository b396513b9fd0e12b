import { z } from 'zod';

import { defineKind } from '../kind';

export const webhookEventSchema = z.object({
  type: z.enum(['job.completed', 'job.failed', 'job.cancelled', 'webhook.test']),
  /** When it happened. */
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

/** What a webhook is told: thin, so that nothing of a job's content travels or stands in a log. */
export type WebhookEvent = z.output<typeof webhookEventSchema>;

export const webhookDeliveryKind = defineKind({
  name: 'webhook_delivery',
  title: 'Webhook delivery',
  description: 'Tells an address that a job has ended.',
  queue: 'packages',
  internal: true,
  input: z.object({ webhookId: z.string().min(1), event: webhookEventSchema }),
  output: z.object({
    /** `dropped`: the webhook is gone or disabled. */
    outcome: z.enum(['delivered', 'gone', 'dropped']),
    status: z.number().int().nullable(),
  }),
  // 30 s, 1.5 min, 4.5 min, 14 min, 41 min, 2 h, 6 h, then every 12 hours: two days or more in all.
  retry: { maxAttempts: 12, backoffMs: 30_000, maxBackoffMs: 12 * 60 * 60_000, factor: 3 },
  timeLimitMs: 30_000,
  shareMs: 100,
  retentionMs: 7 * 24 * 60 * 60_000,
  titleOf: ({ event }) => event.type,
  subjectOf: () => null,
});

export type WebhookDelivery = z.output<typeof webhookDeliveryKind.output>;
