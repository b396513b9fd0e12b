import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

import { openLane } from './lane';
import { noopWork } from './noop';

/** Slots of the worker whose rate is measured. */
const SLOTS = 800;
const REPORT_MS = 10;

/**
 * A worker in a process of its own, told by messages: reports how many jobs it has finished. First it drains
 * the backlog of another project, so that its own code is compiled.
 */
const [projectId = '', warmProjectId = '', warmJobs = '0'] = process.argv.slice(2);
await drainWarmUp(warmProjectId, Number(warmJobs));

const lane = openLane(projectId);
let started = 0;
let reported = 0;
const worker = lane.worker(
  noopWork(() => (started += 1)),
  SLOTS,
);
// Opens the connection.
await lane.engine.jobs.get('none');
process.send?.('ready');
await once(process, 'message');
await worker.start();
const report = setInterval(() => {
  const finished = started - worker.running;
  if (finished > reported) process.send?.(finished - reported);
  reported = Math.max(finished, reported);
}, REPORT_MS);
await once(process, 'message');
clearInterval(report);
await worker.stop();
await lane.close();
process.exit(0);

async function drainWarmUp(project: string, jobs: number): Promise<void> {
  const warm = openLane(project);
  let ran = 0;
  const worker = warm.worker(
    noopWork(() => (ran += 1)),
    SLOTS,
  );
  await worker.start();
  while (ran - worker.running < jobs) await setTimeout(REPORT_MS);
  await worker.stop();
  await warm.close();
}
