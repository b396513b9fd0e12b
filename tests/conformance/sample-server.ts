import type { ServerRecord } from '@/lib/cluster/server';

/** A server's record with every field set to something plain. */
export function sampleServer(id: string, fields: Partial<ServerRecord> = {}): ServerRecord {
  return {
    id,
    counter: 1,
    startedAt: 1,
    heartbeatAt: 1,
    heartbeatMs: 1_000,
    draining: false,
    leader: false,
    running: 0,
    runningByQueue: {},
    concurrency: { ai_processing: 1 },
    shards: [],
    meanRunMs: {},
    counts: {},
    adaptiveLimits: {},
    memoryBytes: 0,
    version: 'test',
    ...fields,
  };
}
