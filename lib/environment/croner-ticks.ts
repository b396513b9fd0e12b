import { Cron } from 'croner';

import type { NextTick } from '../queue/schedules/schedule';

const patterns = new Map<string, Cron>();

/** Ticks of a cron pattern of five fields, in UTC. */
export const cronerTicks: NextTick = (pattern, after) => {
  let cron = patterns.get(pattern);
  if (cron === undefined) {
    cron = new Cron(pattern, { mode: '5-part', utcOffset: 0, paused: true });
    patterns.set(pattern, cron);
  }
  const next = cron.nextRun(new Date(after));
  if (next === null)
    throw new Error(`no tick of ${pattern} after ${new Date(after).toISOString()}`);
  return next.getTime();
};
