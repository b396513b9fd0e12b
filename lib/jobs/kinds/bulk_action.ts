import { z } from 'zod';

import { jobFilterSchema } from '../job-filter';
import { defineKind } from '../kind';
import { jobIdSchema } from './source';

export const BULK_ACTIONS = ['replay', 'cancel', 'delete'] as const;

export type BulkAction = (typeof BULK_ACTIONS)[number];

/** Jobs that one bulk action takes on; more need another one. */
export const BULK_LIMIT = 5_000;

const ACTION_TITLES: Record<BulkAction, string> = {
  replay: 'Run jobs again',
  cancel: 'Cancel jobs',
  delete: 'Delete jobs',
};

const count = z.number().int().nonnegative();

export const bulkActionKind = defineKind({
  name: 'bulk_action',
  title: 'Bulk action',
  description: 'Runs again, cancels or deletes many jobs, for an administrator.',
  queue: 'insights',
  internal: true,
  input: z
    .object({
      action: z.enum(BULK_ACTIONS),
      filter: jobFilterSchema.optional(),
      ids: z.array(jobIdSchema).min(1).max(1_000).optional(),
      /** The administrator. */
      actorId: z.string().min(1).max(128),
      /** At most so many jobs a second: what comes back must not flood the provider. */
      perSecond: z.number().int().min(1).max(200).default(20),
    })
    .refine(({ filter, ids }) => (filter === undefined) !== (ids === undefined), {
      message: 'Say which jobs: either by a filter or by their ids.',
      path: ['filter'],
    }),
  output: z.object({
    matched: count,
    done: count,
    /** Not in a state for it, or gone. */
    skipped: count,
    errors: z.array(z.object({ jobId: z.string(), message: z.string() })).max(50),
  }),
  retry: { maxAttempts: 5, backoffMs: 5_000, maxBackoffMs: 60_000 },
  timeLimitMs: 60 * 60_000,
  shareMs: 1_000,
  retentionMs: 30 * 24 * 60 * 60_000,
  titleOf: ({ action }) => ACTION_TITLES[action],
  subjectOf: () => null,
});

export type BulkInput = z.output<typeof bulkActionKind.input>;
export type BulkResult = z.output<typeof bulkActionKind.output>;
