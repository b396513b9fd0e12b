import { z } from 'zod';

import { defineKind } from '../kind';

/** What the clean-up deletes: stored files whose time is over, old entries of the audit log. */
export const MAINTENANCE_TASKS = ['files', 'audit'] as const;

const count = z.number().int().nonnegative();

export const maintenanceKind = defineKind({
  name: 'maintenance',
  title: 'Clean-up',
  description: 'Deletes stored files and audit entries whose time is over.',
  queue: 'insights',
  internal: true,
  input: z.object({ tasks: z.array(z.enum(MAINTENANCE_TASKS)).min(1).max(10) }),
  /** How many of each. */
  output: z.object({ deleted: z.partialRecord(z.enum(MAINTENANCE_TASKS), count) }),
  retry: { maxAttempts: 5, backoffMs: 60_000, maxBackoffMs: 30 * 60_000 },
  timeLimitMs: 30 * 60_000,
  shareMs: 1_000,
  retentionMs: 30 * 24 * 60 * 60_000,
  titleOf: () => 'Clean-up',
  subjectOf: () => null,
});

export type MaintenanceTask = (typeof MAINTENANCE_TASKS)[number];
export type MaintenanceResult = z.output<typeof maintenanceKind.output>;
