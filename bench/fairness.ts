import { setTimeout as wait } from 'node:timers/promises';

import { createQueue } from '../lib/queue/create-queue';
import { openLane, SERVER_TIMEOUT_MS } from './lane';
import { noopKind, noopWork } from './noop';
import { ms, percentile, printTable } from './table';

const FLOOD = 5_000;
const USERS = 50;
const SLOTS = 16;
/** What one job takes, of a slot and of its user's share: the flood lasts for five minutes. Milliseconds. */
const WORK_MS = 1_000;

let runs = 0;

/** One user's flood of jobs, then one job of each of 50 users: their wait, beside that of an empty queue. */
export async function fairness(): Promise<void> {
  // Its code is slow until it is compiled.
  await waits(0);
  const empty = await waits(0);
  const behind = await waits(FLOOD);
  const row = (what: string, samples: readonly number[]): string[] => [
    what,
    ms(percentile(samples, 0.5)),
    ms(percentile(samples, 0.99)),
  ];
  printTable(
    `Milliseconds from submit to start of ${USERS} users’ jobs, one each and all at once; ${SLOTS} slots, ${WORK_MS} ms a job`,
    ['queue', 'p50', 'p99'],
    [row('empty', empty), row(`behind ${FLOOD} jobs of one user`, behind)],
  );
}

async function waits(flood: number): Promise<number[]> {
  runs += 1;
  const lane = openLane(`demo-fairness-${process.pid}-${runs}`);
  const kind = { ...noopKind, shareMs: WORK_MS };
  const queue = createQueue(
    { ...lane.engine, kindOf: () => kind },
    { serverTimeoutMs: SERVER_TIMEOUT_MS },
  );
  const submit = (userId: string, n: number): Promise<unknown> =>
    queue.submit({ kind: 'noop', userId, input: { n } });
  // In turn, as one user's submits go through one process.
  await Promise.all(Array.from({ length: flood }, (_, n) => submit('flood', n)));
  const submittedAt = new Map<number, number>();
  const samples: number[] = [];
  const noop = noopWork(() => undefined);
  const worker = lane.worker(
    {
      ...noop,
      run: async (input, context) => {
        const { n } = input as { n: number };
        const at = context.job.userId === 'flood' ? undefined : submittedAt.get(n);
        if (at !== undefined) samples.push(performance.now() - at);
        await wait(WORK_MS);
        return { n };
      },
    },
    SLOTS,
  );
  await worker.start();
  // The flood is under way.
  await wait(2_000);
  await Promise.all(
    Array.from({ length: USERS }, async (_, n) => {
      submittedAt.set(n, performance.now());
      await submit(`user-${n}`, n);
    }),
  );
  while (samples.length < USERS) await wait(20);
  await worker.stop();
  await lane.close();
  return samples;
}
