import { z } from 'zod';

import { defineKind } from '../kind';

export const alertDeliveryKind = defineKind({
  name: 'alert_delivery',
  title: 'Alert delivery',
  description: 'Tells the administrators’ address that an alert began or is over.',
  queue: 'packages',
  internal: true,
  input: z.object({
    alert: z.string().min(1),
    change: z.enum(['began', 'ended']),
    at: z.iso.datetime(),
    sentence: z.string(),
  }),
  output: z.object({
    /** `dropped`: no address is set any more. */
    outcome: z.enum(['delivered', 'dropped']),
    status: z.number().int().nullable(),
  }),
  // About an hour in all: who is told later has long seen the page.
  retry: { maxAttempts: 8, backoffMs: 15_000, maxBackoffMs: 30 * 60_000 },
  timeLimitMs: 30_000,
  shareMs: 100,
  retentionMs: 7 * 24 * 60 * 60_000,
  titleOf: ({ alert, change }) => `${alert} ${change}`,
  subjectOf: () => null,
});

export type AlertNews = z.output<typeof alertDeliveryKind.input>;
export type AlertDelivery = z.output<typeof alertDeliveryKind.output>;
