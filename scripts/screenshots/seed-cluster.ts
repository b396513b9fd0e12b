import type { Firestore } from 'firebase-admin/firestore';

import { sampleHistory } from './sample-history';
import { sampleLive } from './sample-live';
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
    sentence: 'Calls of deepseek:deepseek-chat are held back.',
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
  for (const [id, breaker] of Object.entries(sampleBreakers(now))) {
    batch.set(db.collection('circuit_breakers').doc(id), breaker);
  }
  batch.set(db.collection('stats').doc('live'), sampleLive(now));
  await batch.commit();
}
