import { z } from 'zod';

import { defineOperation } from '../operation';
import { nameParamSchema, recordParamSchema } from '../schemas/admin-schemas';
import { timeSchema } from '../schemas/job-view-schema';

const change = {
  method: 'POST',
  tag: 'Administration',
  auth: 'admin',
  params: recordParamSchema,
  problems: ['revision_conflict'],
} as const;

const serverAnswer = {
  200: {
    description: 'As it was told; the server follows within a heartbeat.',
    schema: z.object({ id: z.string(), draining: z.boolean() }).meta({ id: 'ServerAnswer' }),
  },
};

export const drainServer = defineOperation({
  ...change,
  id: 'drainServer',
  path: '/api/admin/servers/{id}/drain',
  summary: 'Give a server no new job',
  description: 'Those that run on it go on.',
  answers: serverAnswer,
});

export const resumeServer = defineOperation({
  ...change,
  id: 'resumeServer',
  path: '/api/admin/servers/{id}/resume',
  summary: 'Give a drained server jobs again',
  answers: serverAnswer,
});

const breakerAnswer = {
  200: {
    description: 'Its state now.',
    schema: z
      .object({
        id: z.string(),
        state: z.enum(['closed', 'open', 'half_open', 'recovering']),
        since: timeSchema,
        retryAt: timeSchema.nullable().describe('When the next probe may go.'),
      })
      .meta({ id: 'BreakerAnswer' }),
  },
};

export const tripBreaker = defineOperation({
  ...change,
  id: 'tripBreaker',
  path: '/api/admin/breakers/{id}/trip',
  summary: 'Stop calling a model',
  description:
    'Opens the circuit breaker of `provider:model`, as if its provider were out: jobs wait or fall back.',
  answers: breakerAnswer,
});

export const resetBreaker = defineOperation({
  ...change,
  id: 'resetBreaker',
  path: '/api/admin/breakers/{id}/reset',
  summary: 'Call a model again',
  answers: breakerAnswer,
});

export const unblockKey = defineOperation({
  ...change,
  id: 'unblockKey',
  path: '/api/admin/keys/{id}/unblock',
  summary: 'Use an API key again that its provider asked to rest',
  description: '`id` as in `rate_limits`: `key:…`.',
  answers: {
    200: {
      description: 'Free.',
      schema: z
        .object({ id: z.string(), label: z.string(), blockedUntil: z.null() })
        .meta({ id: 'KeyAnswer' }),
    },
  },
});

const scheduleAnswer = {
  200: {
    description: 'As it stands now.',
    schema: z
      .object({ name: z.string(), paused: z.boolean(), nextTickAt: timeSchema })
      .meta({ id: 'ScheduleAnswer' }),
  },
};

export const pauseSchedule = defineOperation({
  ...change,
  id: 'pauseSchedule',
  path: '/api/admin/schedules/{name}/pause',
  summary: 'Skip a recurring job’s ticks',
  params: nameParamSchema,
  answers: scheduleAnswer,
});

export const resumeSchedule = defineOperation({
  ...change,
  id: 'resumeSchedule',
  path: '/api/admin/schedules/{name}/resume',
  summary: 'Run a recurring job at its ticks again',
  params: nameParamSchema,
  answers: scheduleAnswer,
});

export const runSchedule = defineOperation({
  ...change,
  id: 'runSchedule',
  path: '/api/admin/schedules/{name}/run',
  summary: 'Run a recurring job now, beside its ticks',
  params: nameParamSchema,
  problems: [],
  answers: {
    202: {
      description: 'Submitted.',
      schema: z.object({ name: z.string(), jobId: z.string() }).meta({ id: 'ScheduleRun' }),
    },
  },
});

const webhookAnswer = {
  200: {
    description: 'As it stands now.',
    schema: z
      .object({
        id: z.string(),
        userId: z.string(),
        disabled: z.object({ at: timeSchema, reason: z.string() }).nullable(),
      })
      .meta({ id: 'WebhookSwitch' }),
  },
};

export const disableAnyWebhook = defineOperation({
  ...change,
  id: 'disableAnyWebhook',
  path: '/api/admin/webhooks/{id}/disable',
  summary: 'Send nothing to a webhook',
  answers: webhookAnswer,
});

export const enableAnyWebhook = defineOperation({
  ...change,
  id: 'enableAnyWebhook',
  path: '/api/admin/webhooks/{id}/enable',
  summary: 'Send to a webhook again',
  answers: webhookAnswer,
});

export const releaseLock = defineOperation({
  ...change,
  id: 'releaseLock',
  path: '/api/admin/locks/{name}/release',
  summary: 'Take a lock from its holder',
  description:
    'The next holder gets a higher fence, so whatever the old one still writes under the lock is refused.',
  params: nameParamSchema,
  answers: {
    200: {
      description: 'Free.',
      schema: z
        .object({ name: z.string(), fence: z.int(), released: z.literal(true) })
        .meta({ id: 'LockAnswer' }),
    },
  },
});
