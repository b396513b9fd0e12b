import type { Job } from '../../jobs/job';
import type { JobFilter } from '../../jobs/job-filter';
import type { BulkAction } from '../../jobs/kinds/bulk_action';
import type { Caller } from '../caller';
import type { Services } from '../services';
import { auditedAction } from './audited-action';

export interface BulkRequest {
  action: BulkAction;
  filter?: JobFilter | undefined;
  ids?: string[] | undefined;
  perSecond: number;
}

/** Starts an action on many jobs, as a job of the administrator. */
export async function startBulk(
  { engine, queue }: Services,
  caller: Caller,
  { action, filter, ids, perSecond }: BulkRequest,
): Promise<Job> {
  const { job } = await auditedAction(
    engine,
    {
      caller,
      action: `bulk.${action}`,
      target: 'jobs',
      before: {
        ...(filter === undefined ? {} : { filter }),
        ...(ids === undefined ? {} : { ids }),
      },
    },
    () =>
      queue.submit({
        kind: 'bulk_action',
        userId: caller.userId,
        input: { action, filter, ids, perSecond, actorId: caller.userId },
        priority: 'high',
        exempt: true,
      }),
    (submitted) => ({ jobId: submitted.job.id }),
  );
  return job;
}
