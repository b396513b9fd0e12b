import type { ScheduleRecord } from '../../cluster/schedule';
import { RECORDS } from '../../queue/records';
import { SYSTEM_USER } from '../../queue/schedules/schedule';
import { SCHEDULES } from '../../work/schedules';
import type { Caller } from '../caller';
import { isoTime } from '../iso-time';
import type { Services } from '../services';
import { auditedAction } from './audited-action';
import { changeRecord, nothingThere } from './change-record';

/** Lets a recurring job's ticks pass, or run again. @throws HttpProblem `not_found`, `revision_conflict` */
export async function switchSchedule(
  { engine }: Services,
  caller: Caller,
  name: string,
  paused: boolean,
): Promise<{ name: string; paused: boolean; nextTickAt: string }> {
  const { value } = await changeRecord<ScheduleRecord>(
    engine,
    {
      caller,
      action: paused ? 'schedule.pause' : 'schedule.resume',
      target: `schedule:${name}`,
      collection: RECORDS.schedules,
      id: name,
      tell: (schedule) => ({ paused: schedule.paused }),
    },
    (schedule) => ({ ...schedule, paused }),
  );
  return { name, paused: value.paused, nextTickAt: isoTime(value.nextTickAt) };
}

/** Submits a recurring job now; its ticks go on as they would. @throws HttpProblem `not_found` */
export async function runSchedule(
  { engine, queue }: Services,
  caller: Caller,
  name: string,
): Promise<{ name: string; jobId: string }> {
  const schedule = SCHEDULES.find((one) => one.name === name);
  if (schedule === undefined) throw nothingThere();
  const { kind, input } = schedule;
  const { job } = await auditedAction(
    engine,
    { caller, action: 'schedule.run', target: `schedule:${name}`, before: null },
    () => queue.submit({ kind, userId: SYSTEM_USER, input, exempt: true }),
    (submitted) => ({ jobId: submitted.job.id }),
  );
  return { name, jobId: job.id };
}
