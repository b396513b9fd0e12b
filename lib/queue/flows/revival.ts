import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import { PATIENCE_MS } from '../errors';
import { retentionOf } from '../actions/change';
import type { Engine } from '../engine';
import { persist } from '../persist';
import type { JobWrite, StoredJob } from '../ports/job-store';
import { replayAfterChildren, replayInChain } from '../transitions/flow';
import { replay } from '../transitions/revive';
import { childrenOf } from './children-of';

const STORE_TRIES = 4;

type Others = readonly Pick<JobWrite, 'id' | 'version' | 'patch'>[];

/**
 * A failed or cancelled job back in the queue, with what changes in its family in the same commit: its own failed
 * children run again before it, and its parent counts it as not ended.
 */
export async function revival(
  engine: Engine,
  job: Job,
): Promise<{ patch: Partial<Job>; others: Others }> {
  const { patch, others } = await withChildren(engine, job);
  return { patch, others: [...others, ...(await uncounted(engine, job))] };
}

async function withChildren(
  engine: Engine,
  job: Job,
): Promise<{ patch: Partial<Job>; others: Others }> {
  const now = engine.clock.now();
  const children = (await childrenOf(engine, job)).filter((child) => child !== null);
  const again = children.filter(
    (child) => child.job.state === 'failed' || child.job.state === 'cancelled',
  );
  const live = children.filter((child) => !isEnded(child.job.state));
  if (job.children === null || again.length === 0) {
    return { patch: replay(job, now, keepMs(engine, job)), others: [] };
  }
  const { total, ended, failed } = job.children;
  const count = { total, ended: ended - again.length, failed: failed - again.length };
  return {
    patch: replayAfterChildren(job, now, keepMs(engine, job), count),
    others: [
      ...chained(engine, { live, again }, chainsOf(children)),
      ...unchained(children, again),
    ],
  };
}

/** How many of the children ran at once: nobody comes before the first of a chain. */
function chainsOf(children: readonly StoredJob[]): number {
  const behind = new Set(children.map((child) => child.job.flow?.nextId));
  return Math.max(children.filter((child) => !behind.has(child.job.id)).length, 1);
}

/** Behind the children that have not ended yet (a cancelled parent's may still be stopping), in as many chains. */
function chained(
  engine: Engine,
  { live, again }: { live: readonly StoredJob[]; again: readonly StoredJob[] },
  chains: number,
): Others {
  const now = engine.clock.now();
  const line = [...live, ...again];
  return line.flatMap(({ job, version }, at) => {
    if (job.flow === null) return [];
    const place = { nextId: line[at + chains]?.job.id ?? null, held: at >= chains };
    const patch =
      at < live.length
        ? { flow: { ...job.flow, nextId: place.nextId } }
        : replayInChain(job, now, keepMs(engine, job), place);
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

/** Until TTL may take a job that waits again. */
function keepMs(engine: Engine, job: Job): number {
  return PATIENCE_MS + retentionOf(engine, job);
}
