import type { Millis } from '../../jobs/job';
import { IN_TIME_MS, MAX_MADE_UP, type MissedTicks, type NextTick } from './schedule';

/** Ticks that passed longer ago are not counted one by one. Milliseconds. */
const COUNTED_MS = 7 * 24 * 60 * 60_000;

export interface DueTicks {
  /** Ticks that get a job, oldest first. */
  run: Millis[];
  /** Ticks that get none. */
  missed: number;
  /** The newest tick that was dealt with. */
  lastTickAt: Millis;
  nextTickAt: Millis;
}

/**
 * What is to be done about the ticks from `from` until now; null when none has come. Pure.
 * @param from the first tick that nobody dealt with
 */
export function dueTicks(
  schedule: { cron: string; missed: MissedTicks },
  from: Millis,
  now: Millis,
  nextTick: NextTick,
): DueTicks | null {
  if (from > now) return null;
  const ticks = [from];
  let tick = nextTick(schedule.cron, Math.max(from, now - COUNTED_MS));
  for (; tick <= now; tick = nextTick(schedule.cron, tick)) ticks.push(tick);
  const run = ticksToRun(ticks, now, schedule.missed);
  return {
    run,
    missed: ticks.length - run.length,
    lastTickAt: ticks.at(-1) ?? from,
    nextTickAt: tick,
  };
}

function ticksToRun(ticks: readonly Millis[], now: Millis, missed: MissedTicks): Millis[] {
  if (missed === 'all') return ticks.slice(-MAX_MADE_UP);
  const newest = ticks.slice(-1);
  return missed === 'latest' ? newest : newest.filter((tick) => now - tick <= IN_TIME_MS);
}
