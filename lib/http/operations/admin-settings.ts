import { z } from 'zod';

import { queueSettingsSchema, settingsSchema } from '../../cluster/settings';
import { QUEUE_NAMES } from '../../jobs/queues';
import { defineOperation } from '../operation';
import { settingsAnswerSchema, versionSchema } from '../schemas/admin-schemas';

export const getSettings = defineOperation({
  id: 'getSettings',
  method: 'GET',
  path: '/api/admin/settings',
  tag: 'Administration',
  summary: 'How the cluster is tuned',
  auth: 'auditor',
  answers: { 200: { description: 'The settings.', schema: settingsAnswerSchema } },
  problems: [],
});

export const changeSettings = defineOperation({
  id: 'changeSettings',
  method: 'PATCH',
  path: '/api/admin/settings',
  tag: 'Administration',
  summary: 'Tune the cluster',
  description:
    'A merge patch (RFC 7396) over what is stored. A null stands for itself where the field may be null (`maxQueueSize: null` is no limit); anywhere else it takes that part back to its default. Every process follows within a second. Pointers of refusals start with `/change`.',
  auth: 'admin',
  body: {
    schema: z.strictObject({
      version: versionSchema
        .optional()
        .describe('What you read; refused when somebody changed it since. Absent: whatever it is.'),
      change: z.record(z.string(), z.unknown()),
    }),
    documented: z.strictObject({
      version: versionSchema.optional(),
      change: settingsSchema,
    }),
    maxBytes: 256 * 1024,
  },
  answers: { 200: { description: 'Changed.', schema: settingsAnswerSchema } },
  problems: ['revision_conflict'],
});

const queueParam = z.object({ queue: z.enum(QUEUE_NAMES) });

const queueAnswer = z
  .object({
    queue: z.enum(QUEUE_NAMES),
    settings: queueSettingsSchema.describe('As they hold now, the deployment’s own included.'),
    version: versionSchema,
  })
  .meta({ id: 'QueueAnswer' });

const ofQueue = {
  method: 'POST',
  tag: 'Administration',
  auth: 'admin',
  params: queueParam,
  answers: { 200: { description: 'Changed.', schema: queueAnswer } },
  problems: ['revision_conflict'],
} as const;

export const pauseQueue = defineOperation({
  ...ofQueue,
  id: 'pauseQueue',
  path: '/api/admin/queues/{queue}/pause',
  summary: 'Start no job of a queue',
  description: 'Those that run go on; submits are accepted and wait.',
});

export const resumeQueue = defineOperation({
  ...ofQueue,
  id: 'resumeQueue',
  path: '/api/admin/queues/{queue}/resume',
  summary: 'Start a queue’s jobs again',
});

const { concurrency, userConcurrency, maxQueueSize, requestTimeoutMs } = queueSettingsSchema.shape;

export const changeQueue = defineOperation({
  ...ofQueue,
  id: 'changeQueue',
  method: 'PATCH',
  path: '/api/admin/queues/{queue}',
  summary: 'Change a queue’s concurrency and limits',
  description: 'What is absent stays as it is; null means no limit of its own.',
  body: {
    schema: z
      .strictObject({
        concurrency: concurrency.unwrap().optional().describe('Jobs at once on each server.'),
        userConcurrency: userConcurrency.unwrap().optional().describe('Jobs at once of one user.'),
        maxQueueSize: maxQueueSize.unwrap().optional().describe('Waiting jobs, at most.'),
        requestTimeoutMs: requestTimeoutMs.unwrap().optional().describe('Of one attempt.'),
      })
      .refine((change) => Object.keys(change).length > 0, 'Say what to change.')
      .meta({ id: 'QueueChange' }),
  },
});
