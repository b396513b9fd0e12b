import { z } from 'zod';

import { newSubmitter, submitterKey } from '@/lib/cluster/submitter';
import type { Job } from '@/lib/jobs/job';
import { defineKind, type JobKind } from '@/lib/jobs/kind';
import { webhookDeliveryKind } from '@/lib/jobs/kinds/webhook_delivery';
import { isEnded } from '@/lib/jobs/state';
import type { JobWrite } from '@/lib/queue/ports/job-store';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { RECORDS } from '@/lib/queue/records';
import type { Work } from '@/lib/queue/work';

import { stepsKind } from './kinds';

const input = z.object({ children: z.array(z.unknown()), concurrency: z.number() });

export type FamilyInput = z.output<typeof input>;

export const familyKind = defineKind({
  ...stepsKind,
  name: 'family',
  input,
  output: z.object({ states: z.array(z.string()) }),
}) as unknown as JobKind;

/** In the queue that the simulated servers work on. */
export const deliveryKind = {
  ...webhookDeliveryKind,
  queue: 'ai_processing',
} as unknown as JobKind;

/** The user whose jobs are told to a webhook. */
const LISTENER = 'ann';

/** Gives one of the users a webhook, as its owner's submits see it. */
export async function addWebhook(records: RecordStore): Promise<void> {
  const value = { ...newSubmitter(LISTENER), webhookIds: ['hook'] };
  const id = submitterKey(LISTENER);
  await records.write([{ collection: RECORDS.submitters, id, value, version: null }]);
}

/** A parent's work, and a delivery's. */
export function familyWork(): Work[] {
  return [
    {
      kind: familyKind,
      run: async (given, context) => {
        const { children, concurrency } = input.parse(given);
        const requests = children.map((child) => ({ kind: 'steps', input: child }));
        const results = await context.children(requests, { concurrency });
        return { states: results.map(({ state }) => state) };
      },
    },
    { kind: deliveryKind, run: () => Promise.resolve({ outcome: 'delivered', status: 204 }) },
  ];
}

/** What the store saw of parents, children and deliveries, and what each must have respected. */
export class Families {
  readonly violations: string[] = [];
  readonly #jobs: Map<string, Job>;
  readonly #ends = new Map<string, number>();

  /** @param jobs every job as it is now; written here for what travels alongside */
  constructor(jobs: Map<string, Job>) {
    this.#jobs = jobs;
  }

  /** Enters what a write that took effect took along. */
  enter(before: Job, after: Job, { alongside = {} }: JobWrite): void {
    const { create = [], others = [], childEnded } = alongside;
    for (const { job } of create) {
      if (this.#jobs.has(job.id)) this.violations.push(`job ${job.id} was made twice`);
      this.#jobs.set(job.id, job);
    }
    for (const { id, patch } of others) this.#change(id, (job) => ({ ...job, ...patch }));
    if (childEnded !== undefined) {
      this.#change(childEnded.parentId, (job) => counted(job, childEnded.failed));
    }
    if (isEnded(after.state) && !isEnded(before.state)) {
      this.#ends.set(after.id, (this.#ends.get(after.id) ?? 0) + 1);
    }
    if (after.flow !== null) this.#checkTogether(after.flow.parentId);
  }

  /** What must hold when all is over. */
  check(): string[] {
    const all = [...this.#jobs.values()];
    for (const job of all) {
      if (job.children !== null) this.#checkCount(job, all);
      if (job.webhookIds.length > 0) this.#checkDeliveries(job, all);
    }
    return this.violations;
  }

  #change(id: string, change: (job: Job) => Job): void {
    const job = this.#jobs.get(id);
    if (job === undefined) this.violations.push(`job ${id} was changed, and is nowhere`);
    else this.#jobs.set(id, change(job));
  }

  #checkTogether(parentId: string): void {
    const parent = this.#jobs.get(parentId);
    if (parent === undefined) return;
    const { concurrency } = JSON.parse(parent.input ?? '') as FamilyInput;
    const together = childrenOf(parent, [...this.#jobs.values()]).filter(
      (job) => !isEnded(job.state) && job.flow?.held === false,
    );
    if (together.length <= concurrency) return;
    this.violations.push(`${together.length} children of ${parentId} at once, not ${concurrency}`);
  }

  #checkCount(parent: Job, all: readonly Job[]): void {
    const children = childrenOf(parent, all);
    const count = {
      total: children.length,
      ended: children.filter((job) => isEnded(job.state)).length,
      failed: children.filter((job) => isEnded(job.state) && job.state !== 'completed').length,
    };
    if (JSON.stringify(count) !== JSON.stringify(parent.children)) {
      const claimed = JSON.stringify(parent.children);
      this.violations.push(`job ${parent.id} counts ${claimed}, not ${JSON.stringify(count)}`);
    }
    const states = children.map((job) => job.state);
    const wanted = JSON.stringify({ states });
    if (parent.state === 'completed' && parent.output !== wanted) {
      this.violations.push(`job ${parent.id}: ${String(parent.output)} instead of ${wanted}`);
    }
  }

  #checkDeliveries(job: Job, all: readonly Job[]): void {
    const made = all.filter((one) => one.kind === deliveryKind.name && one.parentId === job.id);
    const ends = this.#ends.get(job.id) ?? 0;
    if (made.length !== ends) {
      this.violations.push(`job ${job.id} ended ${ends} times, and was told ${made.length} times`);
    }
  }
}

function childrenOf(parent: Job, all: readonly Job[]): Job[] {
  return all
    .filter((job) => job.flow?.parentId === parent.id)
    .sort((a, b) => (a.flow?.index ?? 0) - (b.flow?.index ?? 0));
}

function counted(parent: Job, hasFailed: boolean): Job {
  if (parent.children === null) return parent;
  const { total, ended, failed } = parent.children;
  return {
    ...parent,
    children: { total, ended: ended + 1, failed: failed + (hasFailed ? 1 : 0) },
  };
}
