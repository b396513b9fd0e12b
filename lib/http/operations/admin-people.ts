import { z } from 'zod';

import { defineOperation } from '../operation';
import { adminJobSchema } from '../schemas/admin-job-schema';
import { userRowSchema } from '../schemas/admin-schemas';
import { timeSchema } from '../schemas/job-view-schema';

export const listHeaviestUsers = defineOperation({
  id: 'listHeaviestUsers',
  method: 'GET',
  path: '/api/admin/users/heaviest',
  tag: 'Administration',
  summary: 'Who used most today, and who was refused last',
  auth: 'auditor',
  query: z.object({
    by: z
      .enum(['tokens', 'cost', 'limited'])
      .default('tokens')
      .describe('`limited`: who was refused a submit, the last first.'),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answers: {
    200: {
      description: 'Users.',
      schema: z
        .object({
          day: z.string().describe('The UTC day that usage is counted for.'),
          users: z.array(userRowSchema),
        })
        .meta({ id: 'HeaviestUsers' }),
    },
  },
  problems: [],
});

export const inspectUser = defineOperation({
  id: 'inspectUser',
  method: 'GET',
  path: '/api/admin/users/{id}',
  tag: 'Administration',
  summary: 'One user: account, allowance, newest jobs',
  auth: 'auditor',
  params: z.object({ id: z.string().min(1).max(128) }),
  answers: {
    200: {
      description: 'The user.',
      schema: z
        .object({
          userId: z.string(),
          account: z
            .object({
              email: z.string().nullable().describe('Null for a guest.'),
              disabled: z.boolean(),
              role: z.enum(['admin', 'auditor', 'user']),
              plan: z.string().nullable(),
              createdAt: timeSchema.nullable(),
              lastSignInAt: timeSchema.nullable(),
            })
            .nullable()
            .describe('Null when the account was deleted.'),
          usage: userRowSchema.nullable().describe('Null before the first submit.'),
          windows: z
            .array(z.object({ limit: z.int(), windowMs: z.int(), used: z.int() }))
            .describe('Submits in each window that limits them.'),
          webhookIds: z.array(z.string()),
          jobs: z.array(adminJobSchema).describe('The newest 20.'),
        })
        .meta({ id: 'InspectedUser' }),
    },
  },
  problems: [],
});
