import type { Job, Usage } from '@/lib/jobs/job';
import type { Json } from '@/lib/jobs/json';
import type { ProgressReport, WorkContext } from '@/lib/queue/work';

import { sampleJob } from '../conformance/sample-job';

export interface AttemptContext extends WorkContext {
  reports: ProgressReport[];
  usage: Usage[];
}

export interface AttemptOptions {
  userId: string;
  /** What earlier attempts saved; this one adds to it. */
  checkpoints: Json[];
  job?: Partial<Job>;
  signal?: AbortSignal;
  /** Called after each one is saved; throws where a server is killed. */
  onCheckpoint?: (count: number) => void;
}

/** One attempt at a job, whose checkpoints outlive it. */
export function attempt(options: AttemptOptions): AttemptContext {
  const { userId, checkpoints, job, onCheckpoint } = options;
  const reports: ProgressReport[] = [];
  const usage: Usage[] = [];
  let saving = false;
  return {
    job: sampleJob('job', { userId, ...job }),
    signal: options.signal ?? new AbortController().signal,
    reports,
    usage,
    progress: (report) => {
      reports.push(report);
    },
    loadCheckpoints: () => Promise.resolve(structuredClone(checkpoints)),
    async saveCheckpoint(value) {
      if (saving) throw new Error('Two checkpoints at once');
      saving = true;
      await Promise.resolve();
      checkpoints.push(JSON.parse(JSON.stringify(value)) as Json);
      saving = false;
      onCheckpoint?.(checkpoints.length);
    },
    outputOf: () => Promise.reject(new Error('A transcription builds on no other job')),
    children: () => Promise.reject(new Error('this kind makes no other jobs')),
    addUsage: (used) => {
      usage.push(used);
    },
  };
}
