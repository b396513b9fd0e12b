import { z } from 'zod';

import { QUEUE_NAMES } from './queues';
import { JOB_STATES } from './state';

const moment = z.number().int().nonnegative();

/** Which jobs an administrator means, whoever they belong to. What is absent restricts nothing. */
export const jobFilterSchema = z.object({
  /** Absent: what the action is made for (see `lib/queue/actions/find.ts`). */
  states: z.array(z.enum(JOB_STATES)).min(1).max(3).optional(),
  kinds: z.array(z.string().min(1).max(100)).min(1).max(30).optional(),
  queue: z.enum(QUEUE_NAMES).optional(),
  /** Of the job's last error. */
  errorCode: z.string().min(1).max(100).optional(),
  userId: z.string().min(1).max(128).optional(),
  /** Created at this time or later. */
  from: moment.optional(),
  /** Created before this time. */
  to: moment.optional(),
});

export type JobFilter = z.output<typeof jobFilterSchema>;
