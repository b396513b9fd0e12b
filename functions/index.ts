import { onDocumentCreated } from 'firebase-functions/v2/firestore';
import { onSchedule } from 'firebase-functions/v2/scheduler';

import { jobOfEvent } from '../lib/server';
import { engine } from './engine';
import { BUDGET_MS, INSTANCE } from './instance';

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

/** Finds what no trigger told of: recurring, due, abandoned and retired jobs. One at a time is enough. */
export const sweepJobs = onSchedule(
  { ...INSTANCE, schedule: 'every 1 minutes', maxInstances: 1 },
  async () => {
    const { createInvocation, tickSchedules } = engine();
    await tickSchedules();
    await createInvocation(BUDGET_MS).sweep();
  },
);
