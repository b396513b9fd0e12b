import { setTimeout as wait } from 'node:timers/promises';

import { adminFirestore } from '../lib/firebase/admin/firestore';
import { storedJobs } from '../lib/stores/firestore/stored-job';
import type { Reply } from '../tests/providers/server';
import { openDeployment, submitSummary } from './deployment';
import { UNLIMITED } from './lane';
import { steadily } from './steadily';
import { printTable } from './table';

const WORKERS = 2;
const SLOTS = 8;
const JOBS_PER_SECOND = 2;
const USERS = 20;
const WARM_MS = 5_000;
const OUTAGE_MS = 120_000;
const LOOK_MS = 1_000;
/** By then it is said that they did not drain. Milliseconds. */
const MOST_DRAIN_MS = 90_000;
/** Not doubled with each failed probe, so that the end of the outage is met in time. Milliseconds. */
const BREAKER_WAIT_MS = 30_000;
const LIVE = ['pending', 'scheduled', 'processing'];

const DEAD: Record<string, Reply> = {
  'answers 503': { do: 'refuse', status: 503, message: 'overloaded' },
  'never answers': { do: 'hang' },
};

/** A provider that is out for two minutes under a load that goes on: what it cost, and when all was well again. */
export async function outage(): Promise<void> {
  const rows = await Promise.all(
    Object.entries(DEAD).map(async ([how, reply], n) => [how, ...(await through(reply, n))]),
  );
  printTable(
    `A provider that is out for ${OUTAGE_MS / 1_000} s, ${JOBS_PER_SECOND} jobs a second before, meanwhile and after; ${WORKERS} workers, the breaker asks again every ${BREAKER_WAIT_MS / 1_000} s; both rows at the same time`,
    [
      'the provider',
      'jobs until its return',
      'failed',
      'attempts burnt',
      'calls to the dead provider',
      's from its return to the first answer',
      's to drain',
    ],
    rows,
  );
}

async function through(dead: Reply, n: number): Promise<(string | number)[]> {
  const deployment = await openDeployment({
    name: `outage-${n}`,
    workers: WORKERS,
    slots: SLOTS,
    settings: { ...UNLIMITED, breaker: { maxRecoveryTimeMs: BREAKER_WAIT_MS } },
  });
  const { provider, queue, projectId } = deployment;
  const seen = { out: false, callsToDead: 0, firstAnswerAt: Infinity };
  provider.script({
    reply: () => {
      if (seen.out) {
        seen.callsToDead += 1;
        return dead;
      }
      seen.firstAnswerAt = Math.min(seen.firstAnswerAt, Date.now());
      return { do: 'answer', text: 'The meeting is on Tuesday.' };
    },
  });
  const stop = new AbortController();
  const rate = { perSecond: JOBS_PER_SECOND, mostUnderWay: 40, signal: stop.signal };
  const load = steadily(rate, (job) => submitSummary(queue, `user-${job % USERS}`, job));
  await wait(WARM_MS);
  seen.out = true;
  await wait(OUTAGE_MS);
  seen.out = false;
  seen.firstAnswerAt = Infinity;
  const returnedAt = Date.now();

  const submitted = adminFirestore(projectId)
    .collection('jobs')
    .where('createdAt', '<', returnedAt);
  const live = submitted.where('state', 'in', LIVE).count();
  const drained = async (): Promise<boolean> => (await live.get()).data().count === 0;
  while (Date.now() - returnedAt < MOST_DRAIN_MS && !(await drained())) await wait(LOOK_MS);
  const jobs = storedJobs((await submitted.get()).docs).map(({ job }) => job);
  stop.abort();
  await load;
  await deployment.close();

  const drainedAt = Math.max(...jobs.map(({ finishedAt }) => finishedAt ?? Infinity));
  return [
    jobs.length,
    jobs.filter(({ state }) => state === 'failed').length,
    jobs.reduce((sum, { failures }) => sum + failures, 0),
    seen.callsToDead,
    seconds(seen.firstAnswerAt - returnedAt),
    seconds(drainedAt - returnedAt),
  ];
}

function seconds(ms: number): string {
  return Number.isFinite(ms) ? (ms / 1_000).toFixed(1) : `more than ${MOST_DRAIN_MS / 1_000}`;
}
