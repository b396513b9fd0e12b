import type { Job, Usage } from '@/lib/jobs/job';
import { JobError } from '@/lib/jobs/error';
import type { Json } from '@/lib/jobs/json';
import type { ProgressReport, WorkContext } from '@/lib/queue/work';

import { sampleJob } from '../conformance/sample-job';

export interface RecordedContext extends WorkContext {
  reports: ProgressReport[];
  usage: Usage[];
  checkpoints: Json[];
}

/** The context of one attempt, whose checkpoints outlive it when they are handed to the next. */
export function workContext(
  given: {
    outputs?: Record<string, { kind: string; output: Json }>;
    checkpoints?: Json[];
    job?: Partial<Job>;
    signal?: AbortSignal;
    onCheckpoint?: () => void;
  } = {},
): RecordedContext {
  const { outputs = {}, checkpoints = [] } = given;
  const reports: ProgressReport[] = [];
  const usage: Usage[] = [];
  return {
    job: sampleJob('job-under-test', { rank: Date.now(), attempt: 1, ...given.job }),
    signal: given.signal ?? new AbortController().signal,
    reports,
    usage,
    checkpoints,
    progress: (report) => reports.push(report),
    loadCheckpoints: () => Promise.resolve([...checkpoints]),
    saveCheckpoint: (value) => {
      checkpoints.push(value);
      given.onCheckpoint?.();
      return Promise.resolve();
    },
    outputOf: (id) => {
      const found = outputs[id];
      return found
        ? Promise.resolve(found)
        : Promise.reject(new JobError('invalid_input', 'no_such_output', 'There is none.'));
    },
    children: () => Promise.reject(new Error('this kind makes no other jobs')),
    addUsage: (used) => usage.push(used),
  };
}

/** A finished transcription of the given segments, five seconds each. */
export function transcription(segments: readonly string[]): { kind: string; output: Json } {
  return {
    kind: 'transcription',
    output: {
      text: segments.join(' '),
      language: 'en',
      duration: segments.length * 5,
      segments: segments.map((text, i) => ({ text, start: i * 5, end: i * 5 + 5, words: [] })),
      engine: { provider: 'local', model: 'pocketsphinx', local: true, note: null },
      mediaKept: false,
    },
  };
}
