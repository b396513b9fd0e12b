import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { HEARTBEAT_MS, type Lane, openLane, SERVER_TIMEOUT_MS } from './lane';
import { printTable } from './table';

const JOBS = 20;
const RUNS = 2;

interface WorkerProcess {
  child: ChildProcess;
  /** When each of its jobs began. */
  begun: Map<string, number>;
}

/** From the SIGKILL of a worker with 20 running jobs until the last of them runs on another. */
export async function failover(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const leads of [false, true]) {
    for (let run = 1; run <= RUNS; run++) {
      const seconds = await untilAllRunAgain(leads, run);
      rows.push([leads ? 'the leader' : 'another', seconds.toFixed(1), SERVER_TIMEOUT_MS / 1_000]);
    }
  }
  printTable(
    `SIGKILL of a worker with ${JOBS} running jobs; a heartbeat every ${HEARTBEAT_MS / 1_000} s`,
    ['who died', 's until the last job runs again', 'heartbeat time-out (s)'],
    rows,
  );
}

async function untilAllRunAgain(leads: boolean, run: number): Promise<number> {
  const lane = openLane(`demo-failover-${process.pid}-${String(leads)}-${run}`);
  // The first to start leads; an idle one has no slot for the jobs that are meant for the other.
  const first = await startWorker(lane, leads ? JOBS : 0);
  const second = leads ? null : await startWorker(lane, JOBS);
  const doomed = second ?? first;
  for (let n = 0; n < JOBS; n++) {
    await lane.queue.submit({ kind: 'noop', userId: `user-${n}`, input: { n } });
  }
  await until(() => doomed.begun.size === JOBS);
  const heir = await startWorker(lane, JOBS);
  // Everybody has seen everybody.
  await wait(3 * HEARTBEAT_MS);
  const killedAt = performance.now();
  doomed.child.kill('SIGKILL');
  await until(() => heir.begun.size === JOBS);
  const lastAt = Math.max(...heir.begun.values());
  for (const { child } of [first, heir]) child.kill('SIGKILL');
  await lane.close();
  return (lastAt - killedAt) / 1_000;
}

async function startWorker(lane: Lane, slots: number): Promise<WorkerProcess> {
  const file = fileURLToPath(new URL('failover-process.ts', import.meta.url));
  const child = fork(file, [lane.projectId, String(slots)], {
    execArgv: ['--import', 'tsx'],
    // That the dead one's jobs are taken back is what is measured, and no warning.
    env: { ...process.env, LOG_LEVEL: 'error' },
  });
  const begun = new Map<string, number>();
  await once(child, 'message');
  child.on('message', (jobId) => begun.set(jobId as string, performance.now()));
  return { child, begun };
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await wait(20);
}
