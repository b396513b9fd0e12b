import type { Job } from '../../jobs/job';
import { jobView } from '../job-view';
import type { AdminJob } from '../schemas/admin-job-schema';

/** A job as administrators see it: with what the engine decided, without what a person wrote or got. */
export function adminJobView(job: Job): AdminJob {
  const { title: _title, partial: _partial, ...view } = jobView(job);
  return {
    ...view,
    failures: job.failures,
    serverId: job.lease?.serverId ?? null,
    shard: job.shard,
    rank: job.rank,
    traceparent: job.traceparent,
  };
}
