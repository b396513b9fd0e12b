/** `npm run build:worker`: the worker as deployments start it, in `dist/worker`. */
import { buildWorker } from './worker-bundle';

await buildWorker();
