import { z } from 'zod';

import { defineOperation } from '../operation';
import { idParamSchema } from '../schemas/id-schemas';
import { webhookSchema, webhookWithSecretSchema } from '../schemas/webhook-schemas';

export const listWebhooks = defineOperation({
  id: 'listWebhooks',
  method: 'GET',
  path: '/api/webhooks',
  tag: 'Webhooks',
  summary: 'List your webhooks',
  auth: 'user',
  answers: {
    200: {
      description: 'All of them, oldest first.',
      schema: z.object({ webhooks: z.array(webhookSchema) }),
    },
  },
  problems: [],
});

export const addWebhook = defineOperation({
  id: 'addWebhook',
  method: 'POST',
  path: '/api/webhooks',
  tag: 'Webhooks',
  summary: 'Be told when a job ends',
  description:
    'From now on each end of a job of yours is posted to the address: `job.completed`, `job.failed` or `job.cancelled`, with the job’s id and never its content. Requests are signed as Standard Webhooks says; check them with its libraries and the secret. What is not accepted (2xx) is sent again for two days, a 410 ends it. Addresses must be https and public. At most five.',
  auth: 'user',
  body: { schema: z.object({ url: z.string().min(1).max(2_000) }) },
  answers: { 201: { description: 'Added.', schema: webhookWithSecretSchema } },
  problems: ['illegal_transition'],
});

export const removeWebhook = defineOperation({
  id: 'removeWebhook',
  method: 'DELETE',
  path: '/api/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'Remove a webhook',
  description: 'What was not delivered yet is dropped.',
  auth: 'user',
  params: idParamSchema,
  answers: { 204: { description: 'Removed.' } },
  problems: ['illegal_transition'],
});

export const rotateWebhook = defineOperation({
  id: 'rotateWebhook',
  method: 'POST',
  path: '/api/webhooks/{id}/rotate',
  tag: 'Webhooks',
  summary: 'Give a webhook a new secret',
  description: 'For a day requests are signed with the old one, too.',
  auth: 'user',
  params: idParamSchema,
  answers: { 200: { description: 'Its new secret.', schema: webhookWithSecretSchema } },
  problems: ['illegal_transition'],
});

export const testWebhook = defineOperation({
  id: 'testWebhook',
  method: 'POST',
  path: '/api/webhooks/{id}/test',
  tag: 'Webhooks',
  summary: 'Send a test event now',
  description: 'Of the type `webhook.test`. `last` says how it went.',
  auth: 'user',
  params: idParamSchema,
  answers: { 200: { description: 'It was tried.', schema: webhookSchema } },
  problems: ['illegal_transition', 'rate_limited'],
});

export const enableWebhook = defineOperation({
  id: 'enableWebhook',
  method: 'POST',
  path: '/api/webhooks/{id}/enable',
  tag: 'Webhooks',
  summary: 'Enable a webhook again',
  auth: 'user',
  params: idParamSchema,
  answers: { 200: { description: 'Enabled.', schema: webhookSchema } },
  problems: ['illegal_transition'],
});
