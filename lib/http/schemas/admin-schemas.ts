import { z } from 'zod';

import { type ClusterSettings, settingsSchema } from '../../cluster/settings';
import { timeSchema } from './job-view-schema';

/** Firestore keeps names with two underscores on both ends, and names of dots alone, for itself. */
const RESERVED = /^(?:__.*__|\.{1,2})$/;

/** The id of a small record: a server, a breaker, a lock, … */
export const recordIdSchema = z
  .string()
  .regex(/^[\w.:@%~+-]{1,200}$/, 'not an id')
  .refine((id) => !RESERVED.test(id), 'a reserved name');

export const recordParamSchema = z.object({ id: recordIdSchema });
export const nameParamSchema = z.object({ name: recordIdSchema });

export const versionSchema = z
  .string()
  .max(100)
  .nullable()
  .describe('Names what is stored now; null: nothing is stored yet.');

const documentedSettings = settingsSchema.meta({
  id: 'ClusterSettings',
  description: 'How the cluster is tuned.',
});

/** The settings after a read or a change. */
export const settingsAnswerSchema = z
  .object({
    version: versionSchema,
    stored: z
      .record(z.string(), z.unknown())
      .describe('What administrators set; all else is as the deployment says, or has its default.'),
    deployment: z
      .record(z.string(), z.unknown())
      .describe('What the deployment’s own configuration says where nothing is stored.'),
    settings: documentedSettings as unknown as z.ZodType<ClusterSettings>,
  })
  .meta({ id: 'SettingsAnswer' });

export const userRowSchema = z
  .object({
    userId: z.string(),
    usageDay: z.string().nullable().describe('The UTC day that the usage is of: `2026-11-26`.'),
    usageTokens: z.number(),
    usageCost: z.number().describe('US dollars.'),
    tokensPerDay: z.number().nullable().describe('What the plan allows; null: no limit.'),
    costPerDay: z.number().nullable(),
    overBudget: z.boolean().describe('Has spent what the plan allows for today.'),
    limitedAt: timeSchema.nullable().describe('The last time a submit was refused.'),
  })
  .meta({ id: 'UserRow' });

export const auditViewSchema = z
  .object({
    id: z.string(),
    at: timeSchema,
    actorId: z.string(),
    actorEmail: z.string().nullable(),
    action: z.string().describe('`queue.pause`, `job.reveal`, …'),
    target: z.string().describe('`queue:ai_processing`, `job:abc`, …'),
    before: z.unknown().describe('What was there; null where that says nothing.'),
    after: z.unknown().describe('What is there since, or what came of it.'),
  })
  .meta({ id: 'AuditEntry' });

export type UserRow = z.output<typeof userRowSchema>;
export type AuditView = z.output<typeof auditViewSchema>;
