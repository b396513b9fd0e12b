import type { Firestore } from 'firebase-admin/firestore';

import type { LiveStats } from '../../lib/cluster/stats';
import { sampleHistory } from './sample-history';
import { sampleBreakers, sampleKeys } from './sample-providers';
import { SAMPLE_QUEUES, SAMPLE_TOTAL } from './sample-queues';
import { sampleServers } from './sample-servers';

/** How often what must look alive is written anew. Milliseconds. */
const BEAT_MS = 3_000;

/**
 * Writes what a cluster at work would write about itself, and keeps its heart beating until told to stop. No
 * server may lead meanwhile: it would write over it.
 */
export async function seedCluster(db: Firestore): Promise<() => void> {
  const now = Date.now();
  const batch = db.batch();
  const old = await db.collection('servers').get();
  for (const { ref } of old.docs) batch.delete(ref);
  for (const period of ['hour', 'day', 'week'] as const) {
    batch.set(
      db.collection('stats').doc(period),
      sampleHistory(period, now, SAMPLE_TOTAL, SAMPLE_QUEUES),
    );
  }
  for (const [id, breaker] of Object.entries(sampleBreakers(now))) {
    batch.set(db.collection('circuit_breakers').doc(id), breaker);
  }
  for (const [id, key] of Object.entries(sampleKeys(now))) {
    batch.set(db.collection('rate_limits').doc(id), key);
  }
  batch.set(db.collection('cluster').doc('settings'), {
    queues: {
      packages: { paused: true },
      ai_processing: { userConcurrency: 3, maxQueueSize: 5_000 },
    },
    keys: { google: { requestsPerMinute: 60, tokensPerMinute: 250_000, concurrentRequests: 8 } },
    drainedServers: ['worker-e09d'],
  });
  batch.set(db.collection('alerts').doc('breaker_open'), {
    name: 'breaker_open',
    since: now - 47_000,
    endedAt: null,
    sentence: 'Calls of deepseek:deepseek-chat are held back until it answers again.',
  });
  await batch.commit();
  await beat(db);
  const timer = setInterval(() => void beat(db), BEAT_MS);
  return () => clearInterval(timer);
}

async function beat(db: Firestore): Promise<void> {
  const now = Date.now();
  const batch = db.batch();
  for (const { id, ...fields } of sampleServers(now)) {
    batch.set(db.collection('servers').doc(id), fields);
  }
  batch.set(db.collection('stats').doc('live'), liveStats(now));
  await batch.commit();
}

function liveStats(now: number): LiveStats {
  return {
    at: now,
    leaderId: 'worker-7f3a',
    fence: 4,
    servers: { alive: 3, draining: 1 },
    health: {
      level: 'degraded',
      sentence: 'Calls of deepseek:deepseek-chat are held back until it answers again.',
    },
    queues: { ...SAMPLE_QUEUES },
    total: SAMPLE_TOTAL,
    errors: { overloaded: 5, invalid_input: 3, timeout: 1 },
    spend: {
      'google:gemini-2.5-flash': {
        tokens: 18_420_000,
        cost: 9.84,
        calls: 12_480,
        cacheHits: 2_190,
      },
      'deepseek:deepseek-chat': { tokens: 3_150_000, cost: 1.12, calls: 2_204, cacheHits: 310 },
      'local:extractive-summary': { tokens: 0, cost: 0, calls: 318, cacheHits: 0 },
    },
    desiredWorkers: 3,
  };
}
