import { z } from 'zod';

import { jobFilterSchema } from '../../jobs/job-filter';
import { PRIORITIES } from '../../jobs/priority';
import { QUEUE_NAMES } from '../../jobs/queues';
import { JOB_STATES } from '../../jobs/state';
import { cursorSchema, lookupIdSchema } from './id-schemas';
import { jobViewSchema } from './job-view-schema';

/**
 * A job as administrators see it: whole but for what a person wrote or got. Title, partial text, input and output
 * come only with `revealJob`, which is audited.
 */
export const adminJobSchema = jobViewSchema
  .omit({ title: true, partial: true })
  .extend({
    failures: z.int().describe('Ended attempts that count against `maxAttempts`.'),
    serverId: z.string().nullable().describe('Who runs it now.'),
    shard: z.int(),
    rank: z.number().describe('Its place in the queue’s order; lower is sooner.'),
    traceparent: z.string().nullable().describe('W3C trace context of its submit.'),
  })
  .meta({ id: 'AdminJob', description: 'A job without what a person wrote or got.' });

export type AdminJob = z.output<typeof adminJobSchema>;

export const childJobsSchema = z
  .object({
    jobs: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        status: z.enum(JOB_STATES),
        errorCode: z.string().nullable().describe('Of its last error.'),
      }),
    ),
  })
  .meta({ id: 'ChildJobs' });

export type ChildJobs = z.output<typeof childJobsSchema>;

export const revealedJobSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    partial: z.string().nullable(),
    input: z.unknown(),
    output: z.unknown().describe('Null unless completed.'),
  })
  .meta({ id: 'RevealedJob' });

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** What the store looks up, and what an administrator's filters share. */
const storedFilters = {
  userId: jobFilterSchema.shape.userId,
  kind: z
    .array(z.string().regex(/^[a-z][a-z0-9_]{0,99}$/, 'not a kind'))
    .min(1)
    .max(30)
    .optional(),
  queue: z.enum(QUEUE_NAMES).optional(),
  errorCode: jobFilterSchema.shape.errorCode.describe('Of its last error.'),
  from: time.optional().describe('Created at this time or later.'),
  to: time.optional().describe('Created before this time.'),
};

export const pageFields = {
  cursor: cursorSchema.optional().describe('`nextCursor` of the previous page.'),
  limit: z.coerce.number().int().min(1).max(100).default(25),
};

/** Which jobs a search means. */
export const jobSearchFields = {
  id: lookupIdSchema.optional().describe('This one job; every other filter must fit it, too.'),
  ...storedFilters,
  state: z.array(z.enum(JOB_STATES)).min(1).max(JOB_STATES.length).optional(),
  priority: z.enum(PRIORITIES).optional(),
  text: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Part of the title, the id or the error’s message, in any case.'),
};

export const deadLetterFields = storedFilters;

export const jobPageSchema = z.object({
  jobs: z.array(adminJobSchema),
  nextCursor: z
    .string()
    .nullable()
    .describe('Null at the end. A page may be short, or empty, and have a next one.'),
  scanned: z.int().describe('How many jobs were looked at for this page.'),
});
