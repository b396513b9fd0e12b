import type { Job } from '../../jobs/job';
import type { WebhookEvent } from '../../jobs/kinds/webhook_delivery';

const TYPES = {
  completed: 'job.completed',
  failed: 'job.failed',
  cancelled: 'job.cancelled',
} as const;

/** What a webhook is told of a job that has ended; null for one that has not. */
export function eventOf(job: Job): WebhookEvent | null {
  const { state, finishedAt } = job;
  if ((state !== 'completed' && state !== 'failed' && state !== 'cancelled') || finishedAt === null)
    return null;
  const at = new Date(finishedAt).toISOString();
  return {
    type: TYPES[state],
    timestamp: at,
    data: {
      id: job.id,
      kind: job.kind,
      state,
      userId: job.userId,
      parentId: job.parentId,
      attempts: job.attempt,
      createdAt: new Date(job.createdAt).toISOString(),
      finishedAt: at,
      errorCode: job.error?.code ?? null,
    },
  };
}
