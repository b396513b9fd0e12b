import type { LiveStats } from '../../lib/cluster/stats';
import { SAMPLE_QUEUES, SAMPLE_TOTAL } from './sample-queues';

/** What the leader of the sample's servers counted a moment ago. */
export function sampleLive(now: number): LiveStats {
  return {
    at: now,
    leaderId: 'worker-7f3a',
    fence: 4,
    windowMs: 300_000,
    servers: { alive: 3, draining: 1 },
    health: {
      level: 'degraded',
      sentence: 'Calls of deepseek:deepseek-chat are held back until it answers again.',
    },
    queues: { ...SAMPLE_QUEUES },
    total: SAMPLE_TOTAL,
    errors: { provider_overloaded: 14, provider_timeout: 6, silent_audio: 3 },
    recent: { completed: 440, failed: 7, cancelled: 2 },
    ended: {
      ai_processing: { completed: 48_210, failed: 388, cancelled: 91, retried: 1_204 },
      media_processing: { completed: 6_030, failed: 121, cancelled: 44, retried: 310 },
    },
    spend: {
      'google:gemini-2.5-flash': {
        tokens: 18_420_000,
        cost: 9.84,
        calls: 12_480,
        cacheHits: 2_190,
      },
      'deepseek:deepseek-chat': { tokens: 3_150_000, cost: 1.12, calls: 2_204, cacheHits: 310 },
      'local:extractive': { tokens: 0, cost: 0, calls: 318, cacheHits: 0 },
    },
    spendDay: new Date(now).toISOString().slice(0, 10),
    openBreakers: ['deepseek:deepseek-chat'],
    desiredWorkers: 3,
    desiredReason: '“Language models” needs 3 for its backlog of 42 jobs.',
  };
}
