import { z } from 'zod';

import { timeSchema } from './job-view-schema';

export const webhookSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    createdAt: timeSchema,
    disabled: z
      .object({ at: timeSchema, reason: z.string().describe('For a person.') })
      .nullable()
      .describe('Null while it is told of jobs.'),
    last: z
      .object({
        at: timeSchema,
        status: z.number().int().nullable().describe('HTTP; null when there was no answer.'),
        error: z.string().nullable().describe('Null when it was accepted.'),
      })
      .nullable()
      .describe('The last delivery.'),
  })
  .meta({ id: 'Webhook' });

export type WebhookView = z.output<typeof webhookSchema>;

export const webhookWithSecretSchema = webhookSchema
  .extend({ secret: z.string().describe('`whsec_…`; told here and never again.') })
  .meta({ id: 'WebhookWithSecret' });
