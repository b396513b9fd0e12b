import { relativeTime } from '@/components/feedback/time-words';
import type { AdminJob } from '@/hooks/monitor/admin-job';
import type { Millis } from '@/lib/jobs/job';

import { spanWords } from '../live/words';

const MINUTE = 60_000;

/**
 * Why a job does not run, in a sentence or two; null when it runs or has ended.
 * @param paused whether its queue is
 */
export function waitingWords(
  job: Pick<AdminJob, 'status' | 'waiting' | 'runAt' | 'attempt'>,
  queue: { title: string; paused: boolean },
  now: Millis,
): string | null {
  if (job.status === 'pending') {
    if (queue.paused) return `The queue “${queue.title}” is paused: no job of it starts.`;
    return `It waits for a free slot in the queue “${queue.title}”.`;
  }
  if (job.status !== 'scheduled') return null;
  const until = job.waiting?.until ?? job.runAt;
  const when = until === null ? null : Date.parse(until);
  const goesOn = when === null ? '' : ` It goes on ${soonWords(when, now)}.`;
  if (job.waiting !== null) return `${job.waiting.message}${goesOn}`;
  if (when === null) return 'It waits for another job of its flow.';
  return job.attempt === 0
    ? `Its time has not come: it starts ${soonWords(when, now)}.`
    : `Another attempt starts ${soonWords(when, now)}.`;
}

/** To the second below a minute: whoever looks wants to know whether to wait for it. */
function soonWords(when: Millis, now: Millis): string {
  const left = when - now;
  if (left <= 0) return 'at any moment';
  return left < MINUTE
    ? `in ${spanWords(Math.ceil(left / 1_000) * 1_000)}`
    : relativeTime(when, now);
}
