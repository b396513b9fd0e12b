import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import { PATIENCE_MS } from '../errors';
import { retentionOf } from '../actions/change';
import type { Engine } from '../engine';
import { persist } from '../persist';
import type { JobWrite, StoredJob } from '../ports/job-store';
import { QueueError } from '../queue-error';
import { replayAfterChildren, replayInChain } from '../transitions/flow';
import { replay } from '../transitions/revive';
import { childrenOf } from './children-of';

const STORE_TRIES = 4;

/** All of them begin again in one commit. */
const MAX_REVIVED = 400;

type Others = readonly Pick<JobWrite, 'id' | 'version' | 'patch'>[];

/** What runs again with a job, and what else changes for it. */
export interface Revival {
  patch: Partial<Job>;
  others: Others;
  /** Whatever runs again, the job itself last, in the order in which it may. */
  again: readonly Job[];
}

/**
 * A failed or cancelled job back in the queue, with what changes in its family in the same commit: its own failed
 * children run again before it, theirs before them, and so on; and its parent counts it as not ended.
 * @throws QueueError `illegal_transition` when that would be more jobs than fit one commit
 */
export async function revival(engine: Engine, job: Job): Promise<Revival> {
  const revived = await withChildren(engine, job, { left: MAX_REVIVED });
  return { ...revived, others: [...revived.others, ...(await uncounted(engine, job))] };
}

async function withChildren(engine: Engine, job: Job, room: { left: number }): Promise<Revival> {
  const now = engine.clock.now();
  const children = (await childrenOf(engine, job)).filter((child) => child !== null);
  const again = children.filter(
    (child) => child.job.state === 'failed' || child.job.state === 'cancelled',
  );
  const live = children.filter((child) => !isEnded(child.job.state));
  if (job.children === null || again.length === 0) {
    return { patch: replay(job, now, keepMs(engine, job)), others: [], again: [job] };
  }
  room.left -= again.length;
  if (room.left < 0) throw tooMany();
  const below = new Map<string, Revival>();
  for (const child of again) below.set(child.job.id, await withChildren(engine, child.job, room));
  const { total, ended, failed } = job.children;
  const count = { total, ended: ended - again.length, failed: failed - again.length };
  return {
    patch: replayAfterChildren(job, now, keepMs(engine, job), count),
    others: [
      ...chained(engine, { live, again, below }, chainsOf(children)),
      ...unchained(children, again),
      ...[...below.values()].flatMap((revived) => revived.others),
    ],
    again: [...[...below.values()].flatMap((revived) => revived.again), job],
  };
}

/** How many of the children ran at once: nobody comes before the first of a chain. */
function chainsOf(children: readonly StoredJob[]): number {
  const behind = new Set(children.map((child) => child.job.flow?.nextId));
  return Math.max(children.filter((child) => !behind.has(child.job.id)).length, 1);
}

/**
 * Behind the children that have not ended yet (a cancelled parent's may still be stopping), in as many chains. One that
 * has children to wait for waits for nobody else.
 */
function chained(
  engine: Engine,
  family: {
    live: readonly StoredJob[];
    again: readonly StoredJob[];
    below: ReadonlyMap<string, Revival>;
  },
  chains: number,
): Others {
  const { live, again, below } = family;
  const now = engine.clock.now();
  const line = [...live, ...again];
  return line.flatMap(({ job, version }, at) => {
    if (job.flow === null) return [];
    const nextId = line[at + chains]?.job.id ?? null;
    const revived = below.get(job.id);
    if (revived === undefined)
      return [{ id: job.id, version, patch: { flow: { ...job.flow, nextId } } }];
    const held = at >= chains && revived.others.length === 0;
    const patch =
      revived.others.length === 0
        ? replayInChain(job, now, keepMs(engine, job), { nextId, held })
        : { ...revived.patch, flow: { ...job.flow, nextId, held } };
    return [{ id: job.id, version, patch }];
  });
}

/** Children that stay as they ended let go of nobody any more. */
function unchained(children: readonly StoredJob[], again: readonly StoredJob[]): Others {
  const revived = new Set(again.map((child) => child.job.id));
  return children.flatMap(({ job, version }) => {
    const { flow } = job;
    if (!isEnded(job.state) || revived.has(job.id) || flow === null) return [];
    if (!revived.has(flow.nextId ?? '')) return [];
    return [{ id: job.id, version, patch: { flow: { ...flow, nextId: null } } }];
  });
}

async function uncounted(engine: Engine, { flow }: Job): Promise<Others> {
  if (flow === null) return [];
  const parent = await persist(
    engine,
    undefined,
    () => engine.jobs.get(flow.parentId),
    STORE_TRIES,
  );
  if (parent === null || parent.job.children === null) return [];
  const { total, ended, failed } = parent.job.children;
  const children = { total, ended: ended - 1, failed: failed - 1 };
  return [{ id: parent.job.id, version: parent.version, patch: { children } }];
}

function tooMany(): QueueError {
  return new QueueError(
    'illegal_transition',
    `More than ${MAX_REVIVED} jobs would have to run again before it. Replay its children first.`,
  );
}

/** Until TTL may take a job that waits again. */
function keepMs(engine: Engine, job: Job): number {
  return PATIENCE_MS + retentionOf(engine, job);
}
