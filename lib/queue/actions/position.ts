import type { Job } from '../../jobs/job';
import type { Engine } from '../engine';
import type { ServerRecord } from '../ports/cluster-store';
import type { Position } from '../queue';
import type { ServerObserver } from '../cluster/server-observer';
import { queueSettings } from '../worker/queue-settings';

/**
 * Where a pending job stands, and when it may start: once as many jobs have ended as it and those before it are more
 * than there are free slots, each at the mean time that the live servers measured for this job's kind.
 */
export async function position(
  engine: Engine,
  observer: ServerObserver,
  job: Job,
): Promise<Position | null> {
  if (job.state !== 'pending') return null;
  const [ahead, servers] = await Promise.all([
    engine.jobs.countAhead({ queue: job.queue, rank: job.rank }),
    observer.live(),
  ]);
  const taking = servers.filter((server) => !server.draining && slots(server, job.queue) > 0);
  const mean = meanRunMs(taking, job.kind);
  const total = taking.reduce((sum, server) => sum + slots(server, job.queue), 0);
  const free = taking.reduce((sum, server) => sum + freeSlots(server, job.queue), 0);
  const ends = Math.max(ahead + 1 - free, 0);
  const paused = queueSettings(engine, job.queue)?.paused === true;
  return {
    position: ahead + 1,
    servers: taking.length,
    paused,
    estimatedWaitMs:
      paused || mean === null || total === 0 ? null : Math.round((ends * mean) / total),
  };
}

function slots(server: ServerRecord, queue: string): number {
  return server.concurrency[queue] ?? 0;
}

function freeSlots(server: ServerRecord, queue: string): number {
  return Math.max(slots(server, queue) - (server.runningByQueue[queue] ?? 0), 0);
}

function meanRunMs(servers: readonly ServerRecord[], kind: string): number | null {
  const measured = servers
    .map((server) => server.meanRunMs[kind])
    .filter((mean) => mean !== undefined);
  if (measured.length === 0) return null;
  return measured.reduce((sum, mean) => sum + mean, 0) / measured.length;
}
