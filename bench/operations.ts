import { setTimeout as wait } from 'node:timers/promises';

import { seedBacklog } from './backlog';
import { type Lane, openLane } from './lane';
import { noopWork } from './noop';
import { printTable } from './table';

const BACKLOG = 500;
const IDLE_JOBS = 50;

/** Reads and writes of Firestore for one short job, counted where they are made. */
export async function operations(): Promise<void> {
  printTable(
    'Operations per short job, without a watcher',
    ['situation', 'reads', 'writes', 'of them'],
    [await underBacklog(), await whenIdle(), await submitted()],
  );
}

async function underBacklog(): Promise<(string | number)[]> {
  const lane = openLane(`demo-ops-backlog-${process.pid}`);
  await seedBacklog(lane, BACKLOG);
  const counted = await during(lane, async () => {
    let ran = 0;
    const worker = lane.worker(
      noopWork(() => (ran += 1)),
      200,
    );
    await worker.start();
    while (ran < BACKLOG || worker.running > 0) await wait(10);
    return () => worker.stop();
  });
  await lane.close();
  const { reads, writes } = counted;
  return [
    `backlog of ${BACKLOG}, one worker`,
    (reads / BACKLOG).toFixed(2),
    (writes / BACKLOG + 1).toFixed(2),
    'create, claim, finish; heartbeats, leadership and empty looks included',
  ];
}

async function whenIdle(): Promise<(string | number)[]> {
  const lane = openLane(`demo-ops-idle-${process.pid}`);
  let ran = 0;
  const worker = lane.worker(
    noopWork(() => (ran += 1)),
    4,
  );
  await worker.start();
  // The worker's own beginning is not a job's cost.
  await wait(1_000);
  const submitters = Array.from({ length: IDLE_JOBS }, (_, n) => `user-${n}`);
  const counted = await during(lane, async () => {
    for (const [n, userId] of submitters.entries()) {
      await lane.queue.submit({ kind: 'noop', userId, input: { n } });
      while (ran <= n || worker.running > 0) await wait(5);
    }
    return () => Promise.resolve();
  });
  await worker.stop();
  await lane.close();
  // Each of these users is new: the submit reads and writes the submitter's document once.
  const reads = counted.reads / IDLE_JOBS - 1;
  const writes = counted.writes / IDLE_JOBS - 1;
  return [
    `idle, ${IDLE_JOBS} jobs one after another`,
    reads.toFixed(2),
    writes.toFixed(2),
    'the submitter’s document (1 read, 1 write) left aside; heartbeats and looks for due jobs included',
  ];
}

async function submitted(): Promise<(string | number)[]> {
  const lane = openLane(`demo-ops-submit-${process.pid}`);
  const counted = await during(lane, async () => {
    for (let n = 0; n < IDLE_JOBS; n++) {
      await lane.queue.submit({ kind: 'noop', userId: 'ann', input: { n } });
    }
    return () => Promise.resolve();
  });
  await lane.close();
  return [
    `submit alone, ${IDLE_JOBS} jobs of one user`,
    (counted.reads / IDLE_JOBS).toFixed(2),
    (counted.writes / IDLE_JOBS).toFixed(2),
    'the job and its submitter’s document, in one commit',
  ];
}

/** What was counted until `call` had what it waited for; what it answers then ends it. */
async function during(
  lane: Lane,
  call: () => Promise<() => Promise<void>>,
): Promise<{ reads: number; writes: number }> {
  const before = { ...lane.operations };
  const end = await call();
  const { reads, writes } = lane.operations;
  await end();
  return { reads: reads - before.reads, writes: writes - before.writes };
}
