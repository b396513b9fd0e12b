import { z } from 'zod';

import { ERROR_CLASSES } from '../../jobs/error';
import { engineSchema } from '../../jobs/kinds/engine';
import { jobIdSchema } from '../../jobs/kinds/source';
import { PRIORITIES } from '../../jobs/priority';
import { JOB_STATES } from '../../jobs/state';
import { WAIT_REASONS } from '../../jobs/waiting';

const timeSchema = z.iso.datetime().describe('ISO 8601, UTC.');

const jobErrorSchema = z
  .object({
    code: z.string().describe('Stable and machine-readable: `silent_audio`, …'),
    class: z.enum(ERROR_CLASSES),
    message: z.string().describe('For a person.'),
    retryable: z.boolean(),
  })
  .meta({ id: 'JobError' });

const progressSchema = z
  .object({
    current: z.number(),
    total: z.number(),
    percentage: z.number().describe('0 to 100.'),
    message: z.string().describe('What is being done now, for a person.'),
    updatedAt: timeSchema,
  })
  .meta({ id: 'Progress' });

const attemptSchema = z
  .object({
    attempt: z.number().int(),
    serverId: z.string(),
    startedAt: timeSchema,
    endedAt: timeSchema.nullable(),
    outcome: z.enum(['completed', 'failed', 'cancelled', 'abandoned', 'released']).nullable(),
    error: jobErrorSchema.nullable(),
  })
  .meta({ id: 'Attempt' });

const usageSchema = z
  .object({
    provider: z.string(),
    model: z.string(),
    inputTokens: z.number(),
    outputTokens: z.number(),
    cost: z.number().nullable().describe('US dollars; null when the price is not known.'),
    cached: z.boolean(),
  })
  .meta({ id: 'Usage' });

/** A job as the API shows it. */
export const jobViewSchema = z
  .object({
    id: jobIdSchema,
    kind: z.string(),
    queue: z.string(),
    userId: z.string(),
    status: z.enum(JOB_STATES),
    priority: z.enum(PRIORITIES),
    title: z.string(),
    subjectId: z.string().nullable().describe('The job that this one is about.'),
    parentId: z.string().nullable(),
    children: z
      .object({ total: z.int(), ended: z.int(), failed: z.int() })
      .nullable()
      .describe(
        'How many of the jobs that it had made have ended, and how many of those failed; null without any.',
      ),
    waiting: z
      .object({
        reason: z.enum(WAIT_REASONS),
        until: timeSchema.nullable(),
        message: z.string(),
      })
      .nullable()
      .describe('Why it is scheduled and does not run; null where it does not wait.'),
    attempt: z.number().int().describe('Attempts started so far.'),
    maxAttempts: z.number().int(),
    progress: progressSchema.nullable(),
    partial: z.string().nullable().describe('Text that grows while the job runs.'),
    error: jobErrorSchema.nullable(),
    attempts: z.array(attemptSchema),
    usage: usageSchema.nullable(),
    revision: z.number().int().describe('How often a person amended the output.'),
    hasOutput: z.boolean(),
    cancelRequested: z.boolean(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
    startedAt: timeSchema.nullable(),
    finishedAt: timeSchema.nullable(),
    runAt: timeSchema.nullable(),
    expireAt: timeSchema.describe('After this the job may be deleted.'),
  })
  .meta({ id: 'Job' });

export type JobView = z.output<typeof jobViewSchema>;

export const positionSchema = z
  .object({
    position: z.number().int().min(1).describe('1 is next.'),
    paused: z.boolean().describe('Whether an administrator has paused its queue.'),
    estimatedWaitMs: z
      .number()
      .nullable()
      .describe('Null when nothing was measured yet, or the queue is paused.'),
    servers: z.number().int().describe('Servers that take jobs of this queue.'),
  })
  .meta({ id: 'Position' });

export { engineSchema, timeSchema };
