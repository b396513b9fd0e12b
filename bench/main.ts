import { startEmulators } from '../scripts/emulators/start';
import { failover } from './failover';
import { fairness } from './fairness';
import { latency } from './latency';
import { limit } from './limit';
import { operations } from './operations';
import { outage } from './outage';
import { overhead } from './overhead';
import { submitHttp } from './submit-http';
import { throughput } from './throughput';

/** One measurement: prints a table. The emulators run. */
type Measurement = () => Promise<void>;

const MEASUREMENTS: Record<string, Measurement> = {
  operations,
  throughput,
  latency,
  submit: submitHttp,
  overhead,
  limit,
  outage,
  fairness,
  failover,
};

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in MEASUREMENTS));
if (names.length === 0 || unknown !== undefined) {
  console.error(`Usage: npm run bench -- ${Object.keys(MEASUREMENTS).join(' | ')}`);
  process.exit(2);
}

const emulators = await startEmulators({ projectId: 'demo-bench', only: ['auth', 'firestore'] });
Object.assign(process.env, emulators.env);
try {
  for (const name of names) await MEASUREMENTS[name]?.();
} finally {
  await emulators.stop();
}
process.exit(0);
