import type { JobError } from '../../jobs/error';
import {
  MAX_ATTEMPT_RECORDS,
  type AttemptOutcome,
  type AttemptRecord,
  type Job,
  type Millis,
} from '../../jobs/job';
import { recordOf } from '../errors';

/** The history with one more attempt, which runs; the oldest make room. */
export function openRecord(job: Job, record: AttemptRecord): AttemptRecord[] {
  return [...job.attempts, record].slice(-MAX_ATTEMPT_RECORDS);
}

/** The history with the running attempt ended. */
export function closeRecord(
  job: Job,
  end: { at: Millis; outcome: AttemptOutcome; error: JobError | null },
): AttemptRecord[] {
  return job.attempts.map((record) =>
    record.endedAt === null
      ? {
          ...record,
          endedAt: end.at,
          outcome: end.outcome,
          error: end.error === null ? null : recordOf(end.error),
        }
      : record,
  );
}
