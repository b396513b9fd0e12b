import { z } from 'zod';

import { JOB_STATES } from '../../jobs/state';
import { defineOperation } from '../operation';

export const openSession = defineOperation({
  id: 'openSession',
  method: 'POST',
  path: '/api/session',
  tag: 'Account',
  summary: 'Make a sign-in a session cookie',
  description:
    'For what cannot send a header, such as a player. Five days after a recent sign-in; otherwise as long as the ID token is valid.',
  auth: 'none',
  body: { schema: z.object({ idToken: z.string().min(1).max(8_192) }) },
  answers: { 204: { description: 'Signed in.', headers: { 'Set-Cookie': '`__session`.' } } },
  problems: ['foreign_origin', 'invalid_token', 'expired_token'],
});

export const closeSession = defineOperation({
  id: 'closeSession',
  method: 'DELETE',
  path: '/api/session',
  tag: 'Account',
  summary: 'Drop the session cookie',
  auth: 'none',
  answers: { 204: { description: 'Signed out.', headers: { 'Set-Cookie': '`__session`.' } } },
  problems: ['foreign_origin'],
});

const count = z.number().int().nonnegative();

export const getUsage = defineOperation({
  id: 'getUsage',
  method: 'GET',
  path: '/api/usage',
  tag: 'Account',
  summary: 'What you used',
  description: 'Sums over the jobs that are still kept, and what you may still submit and spend.',
  auth: 'user',
  answers: {
    200: {
      description: 'Sums.',
      schema: z
        .object({
          jobs: z.object({
            byState: z.record(z.enum(JOB_STATES), count),
            byKind: z.record(z.string(), count),
            complete: z.boolean().describe('False when only the newest jobs were counted.'),
          }),
          tokens: z.object({ input: count, output: count }),
          cost: z
            .number()
            .nullable()
            .describe('US dollars; null when the price of a part is not known.'),
          media: z.object({ bytes: count, files: count }),
          allowance: z
            .array(
              z.object({
                limit: count,
                windowMs: count,
                remaining: count,
                resetMs: count.describe('Until more becomes available; 0 when nothing was used.'),
              }),
            )
            .describe('Submits in the long window, then in the burst.'),
          budget: z
            .object({
              tokens: z.object({ used: count, limit: count.nullable() }),
              cost: z.object({ used: z.number().min(0), limit: z.number().min(0).nullable() }),
              resetMs: count.describe('Until the next UTC day.'),
            })
            .describe('Of this UTC day; a null limit is none.'),
        })
        .meta({ id: 'UsageReport' }),
    },
  },
  problems: [],
});

const erased = z
  .object({
    jobs: count.describe('Deleted.'),
    media: count.describe('Deleted.'),
    stopping: count.describe('Running jobs that were told to stop; call again to delete them.'),
  })
  .meta({ id: 'Erased' });

export const eraseMyData = defineOperation({
  id: 'eraseMyData',
  method: 'DELETE',
  path: '/api/me/data',
  tag: 'Account',
  summary: 'Delete all your jobs, recordings and webhooks',
  description: 'Live jobs are cancelled first. The account itself stays.',
  auth: 'user',
  answers: {
    200: { description: 'All is deleted.', schema: erased },
    202: { description: 'Some jobs still stop.', schema: erased },
  },
  problems: [],
});
