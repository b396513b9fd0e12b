import { onDocumentCreated } from 'firebase-functions/v2/firestore';
import { onSchedule } from 'firebase-functions/v2/scheduler';

import { jobOfEvent } from '../lib/server';
import { engine } from './engine';

/** The most that Cloud Functions gives to an event. */
const TIMEOUT_SECONDS = 540;
/** What starting and ending an instance may take of it. */
const MARGIN_SECONDS = 15;
const BUDGET_MS = (TIMEOUT_SECONDS - MARGIN_SECONDS) * 1_000;

/** An instance runs several jobs at once by itself, so it takes few events at once. */
const INSTANCE = { timeoutSeconds: TIMEOUT_SECONDS, memory: '1GiB', concurrency: 4 } as const;

/** A created job is run from the event's own snapshot: the claim needs no read. */
export const runCreatedJob = onDocumentCreated(
  { ...INSTANCE, document: 'jobs/{id}' },
  async ({ data }) => {
    const created = jobOfEvent(data);
    const { config, createInvocation } = engine();
    if (created === null || !(created.job.queue in config.concurrency)) return;
    await createInvocation(BUDGET_MS).react(created);
  },
);

/** Finds what no trigger told of: due, abandoned and retired jobs. One at a time is enough. */
export const sweepJobs = onSchedule(
  { ...INSTANCE, schedule: 'every 1 minutes', maxInstances: 1 },
  async () => {
    await engine().createInvocation(BUDGET_MS).sweep();
  },
);
