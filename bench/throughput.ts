import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { createBatchClient } from '../lib/stores/firestore/batch-client';
import { encodeFields } from '../lib/stores/firestore/encode-value';
import { adminFirestore } from '../lib/firebase/admin/firestore';
import { versionOf } from '../lib/stores/firestore/version';
import { seedBacklog } from './backlog';
import { openLane } from './lane';
import { printTable } from './table';

const BACKLOGS = [100, 1_000, 10_000];
const WORKERS = [1, 2, 4];
const RAW_WRITES = 4_000;
const RAW_BATCH = 400;

/** Done before anything is measured, in projects of their own: the emulator's code is slow until it is compiled. */
const WARM_RUNS = 3;
const WARM_JOBS = 5_000;

/** No-op jobs a second, beside the raw rate of batched conditional writes in the same run. */
export async function throughput(): Promise<void> {
  const raw = await warmRawRate();
  const rows: (string | number)[][] = [];
  for (const backlog of BACKLOGS) {
    for (const workers of WORKERS) {
      const rate = await jobsPerSecond(backlog, workers);
      rows.push([backlog, workers, Math.round(rate), (rate / raw).toFixed(2)]);
    }
  }
  printTable(
    `No-op jobs a second, all warmed up; raw batched conditional writes in the same run: ${Math.round(raw)} a second`,
    ['backlog', 'workers (processes)', 'jobs/s', 'of the raw rate'],
    rows,
  );
}

/** The last of several measurements: those before it warm the emulator. */
async function warmRawRate(): Promise<number> {
  let rate = 0;
  for (let run = 0; run <= WARM_RUNS; run++) rate = await rawRate(`demo-raw-${process.pid}-${run}`);
  return rate;
}

/** Conditional updates of as many documents as there are, 400 a request, one request after another. */
async function rawRate(projectId: string): Promise<number> {
  const lane = openLane(projectId);
  const ids = await seedBacklog(lane, RAW_WRITES);
  const db = adminFirestore(projectId);
  const snapshots = await db.getAll(...ids.map((id) => db.collection('jobs').doc(id)));
  const updates = snapshots.map((snapshot) => {
    if (snapshot.updateTime === undefined) throw new Error('a seeded job is missing');
    return {
      path: `jobs/${snapshot.id}`,
      version: versionOf(snapshot.updateTime),
      fields: encodeFields({ state: 'processing', attempt: 1, updatedAt: Date.now() }),
    };
  });
  const client = createBatchClient({
    projectId,
    emulatorHost: process.env.FIRESTORE_EMULATOR_HOST,
  });
  const startedAt = performance.now();
  for (let at = 0; at < updates.length; at += RAW_BATCH) {
    const results = await client.send(updates.slice(at, at + RAW_BATCH));
    if (results.some((result) => result.status !== 0)) throw new Error('a raw write was refused');
  }
  const rate = (RAW_WRITES / (performance.now() - startedAt)) * 1_000;
  await client.close();
  await lane.close();
  return rate;
}

async function jobsPerSecond(backlog: number, workers: number): Promise<number> {
  const projectId = `demo-rate-${process.pid}-${backlog}-${workers}`;
  const lane = openLane(projectId);
  await seedBacklog(lane, backlog);
  await lane.close();
  const children: ChildProcess[] = [];
  for (let n = 0; n < workers; n++) children.push(await startWorker(projectId, n));
  const startedAt = performance.now();
  const finished = allFinished(children, backlog);
  for (const child of children) child.send('start');
  await finished;
  const seconds = (performance.now() - startedAt) / 1_000;
  await Promise.all(
    children.map(async (child) => {
      child.send('stop');
      await once(child, 'exit');
    }),
  );
  return backlog / seconds;
}

/** A worker that is warm, and waits for the word to begin. */
async function startWorker(projectId: string, n: number): Promise<ChildProcess> {
  const warmProjectId = `${projectId}-warm-${n}`;
  const lane = openLane(warmProjectId);
  await seedBacklog(lane, WARM_JOBS);
  await lane.close();
  const file = fileURLToPath(new URL('worker-process.ts', import.meta.url));
  const child = fork(file, [projectId, warmProjectId, String(WARM_JOBS)], {
    execArgv: ['--import', 'tsx'],
  });
  await once(child, 'message');
  return child;
}

/** Until the workers together have finished so many jobs. */
function allFinished(children: readonly ChildProcess[], count: number): Promise<void> {
  return new Promise((resolve) => {
    let finished = 0;
    for (const child of children) {
      child.on('message', (more) => {
        finished += Number(more);
        if (finished >= count) resolve();
      });
    }
  });
}
