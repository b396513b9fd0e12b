import type { AdminAttempt, AdminJob } from '@/hooks/monitor/admin-job';
import type { Millis } from '@/lib/jobs/job';

/** A piece of the line, in percent of it. */
export interface Span {
  left: number;
  width: number;
}

export interface TimelineAttempt extends Span {
  record: AdminAttempt;
  /** After the submit. Milliseconds. */
  startsAfterMs: number;
  /** Until now while it runs. Milliseconds. */
  tookMs: number;
  /** From the end of the attempt before, or the submit, in which nothing ran. */
  wait: Span & { ms: number };
}

export interface AttemptTimeline {
  /** The submit. */
  from: Millis;
  /** The end, or now. */
  to: Millis;
  attempts: TimelineAttempt[];
  /** Since the last attempt, for a job that waits again; null otherwise. */
  tail: (Span & { ms: number }) | null;
}

/** Narrower ones could not be seen, or pointed at. Percent. */
const THINNEST = 0.6;

/**
 * A job's attempts on one line from its submit to its end.
 * @param now on the cluster's clock, for what still runs or waits
 */
export function attemptTimeline(
  job: Pick<AdminJob, 'createdAt' | 'finishedAt' | 'attempts'>,
  now: Millis,
): AttemptTimeline {
  const from = Date.parse(job.createdAt);
  const ends = job.attempts.map((record) => endOf(record, now));
  const finished = job.finishedAt === null ? now : Date.parse(job.finishedAt);
  const to = Math.max(finished, from + 1, ...ends);
  const span = (start: Millis, end: Millis): Span => {
    const width = Math.max((100 * (end - start)) / (to - from), 0);
    const left = Math.min(Math.max((100 * (start - from)) / (to - from), 0), 100 - THINNEST);
    return { left, width: Math.min(Math.max(width, THINNEST), 100 - left) };
  };

  let free = from;
  const attempts = job.attempts.map((record, index): TimelineAttempt => {
    const start = Date.parse(record.startedAt);
    const end = ends[index] ?? now;
    const wait = { ...span(free, start), ms: Math.max(start - free, 0) };
    free = end;
    return {
      record,
      ...span(start, end),
      startsAfterMs: Math.max(start - from, 0),
      tookMs: Math.max(end - start, 0),
      wait,
    };
  });
  const waits = job.finishedAt === null && job.attempts.every(({ endedAt }) => endedAt !== null);
  return {
    from,
    to,
    attempts,
    tail: waits && to > free ? { ...span(free, to), ms: to - free } : null,
  };
}

function endOf({ startedAt, endedAt }: AdminAttempt, now: Millis): Millis {
  return endedAt === null ? Math.max(now, Date.parse(startedAt)) : Date.parse(endedAt);
}
