import type { BreakerState } from '../cluster/breaker';
import type { Percentiles } from '../cluster/stats';
import type { QueueName } from '../jobs/queues';
import type { Engine } from '../queue/engine';
import type { ServerRecord } from '../queue/ports/cluster-store';
import { RECORDS } from '../queue/records';

export interface EnterpriseStats {
  /** Those that are alive. */
  servers: {
    id: string;
    leader: boolean;
    running: number;
    /** Recordings that it transcribes at once. */
    slots: number;
    heartbeatAt: number;
    heartbeatMs: number;
  }[];
  queueStats: { totalInQueue: number; processing: number };
  /** Of the last five minutes; null when nothing ended. Milliseconds. */
  performance: {
    successRate: number | null;
    waitMs: Percentiles | null;
    runMs: Percentiles | null;
  };
  /** The worst of all providers' breakers. */
  circuitBreaker: { state: BreakerState };
}

const QUEUE: QueueName = 'media_processing';

/** Figures of a leader that has been gone for longer say nothing of the last five minutes. Milliseconds. */
const WINDOW_MS = 5 * 60_000;

/** More breakers than any deployment has models. */
const MOST_BREAKERS = 100;

const WORST_FIRST: readonly BreakerState[] = ['open', 'half_open', 'recovering', 'closed'];

/** How the queue does now, read from the store. @throws StoreUnavailable */
export async function readStats(
  { records, jobs, clock }: Engine,
  live: () => Promise<ServerRecord[]>,
): Promise<EnterpriseStats> {
  const [counted, breakers, servers, waiting] = await Promise.all([
    records.read(RECORDS.liveStats, 'live'),
    records.list(RECORDS.breakers, { limit: MOST_BREAKERS }),
    live(),
    jobs.count({ queues: [QUEUE], state: 'pending' }),
  ]);
  const stats = counted.record?.value;
  const recent = stats !== undefined && clock.now() - stats.at < WINDOW_MS;
  const media = recent ? stats.queues[QUEUE] : undefined;
  const states = breakers.map(({ value }) => value.state);
  return {
    servers: servers.map(({ id, leader, running, concurrency, heartbeatAt, heartbeatMs }) => ({
      id,
      leader,
      running,
      slots: concurrency[QUEUE] ?? 0,
      heartbeatAt,
      heartbeatMs,
    })),
    queueStats: {
      totalInQueue: waiting,
      processing: servers.reduce((sum, one) => sum + (one.runningByQueue[QUEUE] ?? 0), 0),
    },
    performance: {
      successRate: media?.successRate ?? null,
      waitMs: media?.waitMs ?? null,
      runMs: media?.runMs ?? null,
    },
    circuitBreaker: { state: WORST_FIRST.find((state) => states.includes(state)) ?? 'closed' },
  };
}
