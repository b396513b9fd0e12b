import { absoluteTime } from '@/components/feedback/time-words';
import type { JobPosition } from '@/hooks/use-job';
import type { Job } from '@/lib/jobs/job';
import type { Waiting, WaitReason } from '@/lib/jobs/waiting';

import { aboutWords } from './duration-words';

/** Where a job stands, in words: a short heading and one sentence that says what to expect. */
export interface Stage {
  title: string;
  detail: string;
}

function waiting(position: JobPosition | null): Stage {
  if (position === null) return { title: 'Waiting for its turn', detail: 'Asking for its place…' };
  const place = position.position === 1 ? 'It is next' : `Number ${position.position} in the queue`;
  if (position.paused) {
    return {
      title: 'Waiting: its queue is paused',
      detail: `${place}, but an administrator has paused it. The job starts by itself once it is resumed.`,
    };
  }
  if (position.servers === 0) {
    return {
      title: 'Waiting for a worker',
      detail: `${place}, but no worker is running right now. It starts by itself as soon as one is back.`,
    };
  }
  if (position.estimatedWaitMs === null) {
    return {
      title: 'Waiting for its turn',
      detail: `${place}. How long that takes is not known yet.`,
    };
  }
  return {
    title: 'Waiting for its turn',
    detail: `${place}; it should start in ${aboutWords(position.estimatedWaitMs)}.`,
  };
}

const WAITING_TITLES: Record<Exclude<WaitReason, 'backoff'>, string> = {
  provider: 'Waiting for the service',
  user_limit: 'Waiting for your other jobs',
  children: 'Waiting for its parts',
};

function held(title: string, { message, until }: Waiting, now: number): Stage {
  if (until === null) return { title, detail: message };
  const wait = until - now;
  const soon = wait <= 0 ? 'any moment now' : `in ${aboutWords(wait)}`;
  return { title, detail: `${message} It goes on by itself ${soon}.` };
}

function scheduled(job: Job, now: number): Stage {
  const { waiting: why } = job;
  if (why !== null && why.reason !== 'backoff') return held(WAITING_TITLES[why.reason], why, now);
  if (job.runAt === null) {
    return { title: 'Scheduled', detail: 'It starts when the jobs that it needs are done.' };
  }
  const wait = job.runAt - now;
  const soon = wait <= 0 ? 'any moment now' : `in ${aboutWords(wait)}`;
  if (job.attempt === 0) {
    return { title: 'Scheduled', detail: `It starts on ${absoluteTime(job.runAt)}, ${soon}.` };
  }
  return {
    title: 'Trying again soon',
    detail: `${why?.message ?? 'The last attempt did not work out.'} The next attempt starts ${soon}.`,
  };
}

/** The stage of a job, for a person. `now` in milliseconds. */
export function stageOf(job: Job, position: JobPosition | null, now: number): Stage {
  if (job.cancelRequestedAt !== null && job.state === 'processing') {
    return { title: 'Stopping…', detail: 'The worker was told; it stops within moments.' };
  }
  switch (job.state) {
    case 'scheduled':
      return scheduled(job, now);
    case 'pending':
      return waiting(position);
    case 'processing':
      return {
        title: 'Working on it',
        detail: job.progress?.message ?? 'A worker has taken it and is getting started.',
      };
    case 'completed':
      return { title: 'Done', detail: 'The result is ready.' };
    case 'failed':
      return { title: 'It did not work', detail: job.error?.message ?? 'No reason was recorded.' };
    case 'cancelled':
      return { title: 'Cancelled', detail: 'It was stopped before it was done.' };
  }
}
