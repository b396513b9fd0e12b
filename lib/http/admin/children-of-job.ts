import { childrenOf } from '../../queue/flows/children-of';
import type { ChildJobs } from '../schemas/admin-job-schema';
import type { Services } from '../services';
import { anyJob } from './job-actions';

/**
 * The jobs that a job had made, in their order; without those that were deleted since.
 * @throws HttpProblem `not_found`; StoreUnavailable
 */
export async function childrenOfJob(services: Services, id: string): Promise<ChildJobs> {
  const parent = await anyJob(services, id);
  const children = await childrenOf(services.engine, parent);
  return {
    jobs: children.flatMap((child) => {
      if (child === null) return [];
      const { job } = child;
      const { kind, state: status, error } = job;
      return [{ id: job.id, kind, status, errorCode: error?.code ?? null }];
    }),
  };
}
