import type { Job } from '../jobs/job';
import { JOB_STATES, type JobState } from '../jobs/state';
import type { MediaStore } from '../media/storage/media-store';
import type { Queue, UserLimits } from '../queue/queue';
import type { Caller } from './caller';

/** More jobs than anybody has; a bound all the same, for each costs a read. */
const MAX_JOBS = 5_000;
const PAGE = 100;

export interface UsageReport {
  jobs: { byState: Record<JobState, number>; byKind: Record<string, number>; complete: boolean };
  tokens: { input: number; output: number };
  cost: number | null;
  media: { bytes: number; files: number };
  allowance: UserLimits['allowance'];
  budget: UserLimits['budget'];
}

/** What a person's kept jobs and recordings add up to, and what they may still submit and spend. */
export async function usageReport(
  { queue, media }: { queue: Queue; media: MediaStore },
  { userId, plan }: Pick<Caller, 'userId' | 'plan'>,
): Promise<UsageReport> {
  const [jobs, files, limits] = await Promise.all([
    sumJobs(queue, userId),
    media.list(userId),
    queue.limits(userId, plan),
  ]);
  return {
    ...jobs,
    media: { bytes: files.reduce((sum, file) => sum + file.offset, 0), files: files.length },
    ...limits,
  };
}

async function sumJobs(
  queue: Queue,
  userId: string,
): Promise<Pick<UsageReport, 'jobs' | 'tokens' | 'cost'>> {
  const zeros = JOB_STATES.map((state) => [state, 0] as const);
  const byState = Object.fromEntries(zeros) as Record<JobState, number>;
  const byKind = new Map<string, number>();
  const sum = { input: 0, output: 0, cost: 0, known: true };
  let cursor: string | null = null;
  let seen = 0;
  do {
    const page = await queue.list({ userId, limit: PAGE, ...(cursor === null ? {} : { cursor }) });
    for (const job of page.jobs) {
      byState[job.state] += 1;
      byKind.set(job.kind, (byKind.get(job.kind) ?? 0) + 1);
      addUsage(sum, job);
    }
    seen += page.jobs.length;
    cursor = page.nextCursor;
  } while (cursor !== null && seen < MAX_JOBS);
  return {
    jobs: { byState, byKind: Object.fromEntries(byKind), complete: cursor === null },
    tokens: { input: sum.input, output: sum.output },
    cost: sum.known ? sum.cost : null,
  };
}

function addUsage(
  sum: { input: number; output: number; cost: number; known: boolean },
  { usage }: Job,
): void {
  if (usage === null) return;
  sum.input += usage.inputTokens;
  sum.output += usage.outputTokens;
  if (usage.cost === null) sum.known = false;
  else sum.cost += usage.cost;
}
