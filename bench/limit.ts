import { setTimeout as wait } from 'node:timers/promises';

import { openDeployment, PROVIDER, submitSummary } from './deployment';
import { UNLIMITED } from './lane';
import { meanWindow, worstWindow } from './sliding-counts';
import { printTable } from './table';

const WORKERS = 8;
const SLOTS = 8;
const CALLS_PER_MINUTE = 60;
const WINDOW_MS = 60_000;
/** Jobs that wait from the start: more than the measurement can let through. */
const FLOOD = 360;
const USERS = 20;
const SECONDS = 200;

/** One key of 60 calls a minute under several workers and a flood of jobs: what the provider saw. */
export async function limit(): Promise<void> {
  const deployment = await openDeployment({
    name: 'limit',
    workers: WORKERS,
    slots: SLOTS,
    settings: { ...UNLIMITED, keys: { [PROVIDER]: { requestsPerMinute: CALLS_PER_MINUTE } } },
  });
  const arrivals: number[] = [];
  deployment.provider.script({
    reply: () => {
      arrivals.push(performance.now());
      return { do: 'answer', text: 'The meeting is on Tuesday.' };
    },
  });
  const flood = Promise.all(
    Array.from({ length: FLOOD }, (_, n) =>
      submitSummary(deployment.queue, `user-${n % USERS}`, n),
    ),
  );
  while (arrivals.length === 0) await wait(20);
  await wait(SECONDS * 1_000);
  await flood;
  const seen = [...arrivals];
  const from = seen[0] ?? NaN;
  const to = from + SECONDS * 1_000;
  await deployment.close();
  const mean = meanWindow(seen, { from, to, windowMs: WINDOW_MS });
  printTable(
    `${CALLS_PER_MINUTE} calls a minute: ${WORKERS} workers, ${FLOOD} jobs, counted at the provider for ${SECONDS} s from its first call`,
    ['calls in all', 'calls in the worst 60 s', 'in 60 s on average', 'of the allowance'],
    [
      [
        seen.length,
        worstWindow(seen, WINDOW_MS),
        mean.toFixed(1),
        `${((100 * mean) / CALLS_PER_MINUTE).toFixed(1)} %`,
      ],
    ],
  );
}
