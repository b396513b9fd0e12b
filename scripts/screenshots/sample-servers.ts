import type { ServerRecord } from '../../lib/cluster/server';
import { QUEUE_NAMES, QUEUES } from '../../lib/jobs/queues';

const HOUR = 3_600_000;

/** Three servers: the leader, one more, and one that drains. */
export function sampleServers(now: number): ServerRecord[] {
  return [
    server('worker-7f3a', now, {
      leader: true,
      startedAt: now - 26 * HOUR,
      shards: [0, 3, 4, 7, 9, 12],
      runningByQueue: { ai_processing: 4, file_processing: 2, media_processing: 2, analysis: 1 },
      memoryBytes: 412_000_000,
    }),
    server('worker-b81c', now, {
      startedAt: now - 26 * HOUR,
      shards: [1, 2, 5, 8, 10],
      runningByQueue: { ai_processing: 4, file_processing: 2, media_processing: 2 },
      memoryBytes: 388_000_000,
    }),
    server('worker-e09d', now, {
      draining: true,
      startedAt: now - 3 * HOUR,
      shards: [],
      runningByQueue: { file_processing: 1 },
      memoryBytes: 356_000_000,
    }),
  ];
}

function server(id: string, now: number, fields: Partial<ServerRecord>): ServerRecord {
  const runningByQueue = fields.runningByQueue ?? {};
  return {
    id,
    counter: 18_720,
    startedAt: now - HOUR,
    heartbeatAt: now,
    heartbeatMs: 5_000,
    draining: false,
    leader: false,
    running: Object.values(runningByQueue).reduce((sum, jobs) => sum + jobs, 0),
    runningByQueue,
    concurrency: Object.fromEntries(QUEUE_NAMES.map((name) => [name, QUEUES[name].concurrency])),
    shards: [],
    meanRunMs: {},
    counts: {},
    adaptiveLimits: { 'google:gemini-2.5-flash': 12, 'deepseek:deepseek-chat': 2 },
    memoryBytes: 0,
    version: '0.1.0',
    ...fields,
  };
}
