import type { z } from 'zod';

import { healthAsSeen, SILENT_MS } from '../cluster/health';
import { QUEUE_NAMES } from '../jobs/queues';
import { ALL_SHARDS } from '../queue/shard';
import type { getAutoscale } from './operations/metrics';
import type { Services } from './services';

type Report = z.output<(typeof getAutoscale.answers)[200]['schema']>;

/**
 * How many workers there should be. When none is alive nobody writes statistics, so this process looks itself:
 * a pool that was scaled to nothing must hear that somebody waits.
 */
export async function autoscaleReport({
  engine,
  liveStats,
}: Pick<Services, 'engine' | 'liveStats'>): Promise<Report> {
  const live = await liveStats();
  const now = engine.clock.now();
  const health = healthAsSeen(live, now);
  if (live === null || now - live.at > SILENT_MS) {
    const pending = await engine.jobs.count({ queues: QUEUE_NAMES, state: 'pending' });
    // A job whose time has come stays scheduled until a worker looks: one of them is enough to know.
    const due = await engine.jobs.due({ shards: ALL_SHARDS, now, limit: 1 });
    const waiting = pending + due.length;
    const { minWorkers } = engine.settings.current().autoscale;
    return {
      desiredWorkers: Math.max(minWorkers, waiting > 0 ? 1 : 0),
      reason:
        waiting > 0
          ? `No worker is alive, and ${waiting === 1 ? 'a job waits' : `${waiting} jobs wait`}.`
          : 'Nothing waits.',
      health,
      workers: { alive: 0, draining: 0 },
      queues: {},
    };
  }
  const queues = Object.entries(live.queues).map(
    ([queue, { waiting, running, oldestWaitingMs }]) => {
      const oldestWaitingSeconds = oldestWaitingMs === null ? null : oldestWaitingMs / 1_000;
      return [queue, { waiting, running, oldestWaitingSeconds }] as const;
    },
  );
  return {
    desiredWorkers: live.desiredWorkers,
    reason: live.desiredReason,
    health,
    workers: live.servers,
    queues: Object.fromEntries(queues),
  };
}
