import type { ScheduleRecord } from '../../cluster/schedule';
import { RECORDS } from '../../queue/records';
import type { Caller } from '../caller';
import type { Services } from '../services';
import { changeRecord } from './change-record';

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
  return { name, paused: value.paused, nextTickAt: new Date(value.nextTickAt).toISOString() };
}
