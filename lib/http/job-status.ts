import type { Job } from '../jobs/job';
import { jobView } from './job-view';
import type { JobView } from './schemas/job-view-schema';

export interface JobStatus {
  jobId: string;
  status: JobView['status'];
  progress: JobView['progress'];
  /** When it ended, however it ended. */
  completedAt?: string;
}

/** The short answer of the status webhook. */
export function jobStatus(job: Job): JobStatus {
  const { id, status, progress, finishedAt } = jobView(job);
  return {
    jobId: id,
    status,
    progress,
    ...(finishedAt === null ? {} : { completedAt: finishedAt }),
  };
}
