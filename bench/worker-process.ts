import { once } from 'node:events';

import { openLane } from './lane';
import { noopWork } from './noop';

/** Slots of the worker whose rate is measured. */
const SLOTS = 800;
const REPORT_MS = 10;

/** A worker in a process of its own, told by messages: reports how many jobs it has finished. */
const [projectId = ''] = process.argv.slice(2);
const lane = openLane(projectId);
let started = 0;
let reported = 0;
const worker = lane.worker(
  noopWork(() => (started += 1)),
  SLOTS,
);
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
