import { setTimeout as wait } from 'node:timers/promises';

import { adminFirestore } from '../lib/firebase/admin/firestore';
import { openLane } from './lane';
import { noopWork } from './noop';
import { ms, percentile, printTable } from './table';

const RATE = 50;
const SECONDS = 10;
const COUNT = RATE * SECONDS;

/** From the submit's call to the start of the work, beside a bare write that a listener sees. */
export async function latency(): Promise<void> {
  const bare = await bareRoundTrips();
  const engine = await enqueueToStart();
  printTable(
    `Milliseconds at ${RATE} a second for ${SECONDS} s`,
    ['what', 'p50', 'p99'],
    [
      [
        'a bare write until a listener shows it',
        ms(percentile(bare, 0.5)),
        ms(percentile(bare, 0.99)),
      ],
      ['submit until the work starts', ms(percentile(engine, 0.5)), ms(percentile(engine, 0.99))],
    ],
  );
}

async function bareRoundTrips(): Promise<number[]> {
  const lane = openLane(`demo-bare-${process.pid}`);
  const collection = adminFirestore(lane.projectId).collection('bare');
  const sentAt = new Map<string, number>();
  const samples: number[] = [];
  const unsubscribe = collection.where('state', '==', 'pending').onSnapshot((snapshot) => {
    for (const change of snapshot.docChanges()) {
      const sent = sentAt.get(change.doc.id);
      if (change.type === 'added' && sent !== undefined) samples.push(performance.now() - sent);
    }
  });
  await wait(500);
  await atRate(async (n) => {
    const id = `bare-${n}`;
    sentAt.set(id, performance.now());
    await collection.doc(id).create({ state: 'pending', n });
    await collection.doc(id).update({ state: 'done' });
  });
  while (samples.length < COUNT) await wait(20);
  unsubscribe();
  await lane.close();
  return samples;
}

async function enqueueToStart(): Promise<number[]> {
  const lane = openLane(`demo-latency-${process.pid}`);
  const sentAt = new Map<number, number>();
  const samples: number[] = [];
  const worker = lane.worker(
    noopWork((n) => samples.push(performance.now() - (sentAt.get(n) ?? NaN))),
    16,
  );
  await worker.start();
  await wait(1_000);
  await atRate(async (n) => {
    sentAt.set(n, performance.now());
    await lane.queue.submit({ kind: 'noop', userId: `user-${n % 25}`, input: { n } });
  });
  while (samples.length < COUNT) await wait(20);
  await worker.stop();
  await lane.close();
  return samples;
}

/** Calls at an even rate, whether or not the calls before have ended. */
async function atRate(call: (n: number) => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  const calls: Promise<void>[] = [];
  for (let n = 0; n < COUNT; n++) {
    const due = startedAt + (n * 1_000) / RATE;
    await wait(Math.max(due - performance.now(), 0));
    calls.push(call(n));
  }
  await Promise.all(calls);
}
