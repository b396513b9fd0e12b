import { openLane } from './lane';
import { noopWork } from './noop';

/** A worker in a process of its own, whose jobs never end: tells its parent of each that begins. */
const [projectId = '', slots = '20'] = process.argv.slice(2);
const lane = openLane(projectId);
const work = noopWork(() => undefined);
const worker = lane.worker(
  {
    ...work,
    run: (_, { job, signal }) => {
      process.send?.(job.id);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    },
  },
  Number(slots),
);
await worker.start();
process.send?.('ready');
