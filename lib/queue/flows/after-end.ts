import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import type { Engine } from '../engine';
import { cancelJob } from './cancel-job';
import { childrenOf } from './children-of';
import { goOn, ifThere, letGoOf } from './go-on';

/**
 * What follows from a job's end for its family: the sibling behind it may start, its parent goes on, and the
 * children of a cancelled one are cancelled. Never throws: what a server that dies here leaves undone, the
 * sweep does.
 */
export async function afterEnd(engine: Engine, ended: Job): Promise<void> {
  const line = [ended];
  try {
    for (let job = line.pop(); job !== undefined; job = line.pop()) {
      for (const id of [...(await orphaned(engine, job)), ...(await abandoned(engine, job))]) {
        const cancelled = await ifThere(() => cancelJob(engine, id));
        if (cancelled !== null && isEnded(cancelled.state)) line.push(cancelled);
      }
    }
  } catch (error) {
    engine.log.warn({ jobId: ended.id, error: String(error) }, 'a flow goes on by the next sweep');
  }
}

/** Lets go of the sibling behind a child, and of the parent. @returns the sibling, when there is no parent for it */
async function orphaned(engine: Engine, { flow }: Job): Promise<string[]> {
  if (flow === null) return [];
  const parent = await goOn(engine, flow.parentId);
  if (flow.nextId === null) return [];
  if (parent === null || isEnded(parent.state)) return [flow.nextId];
  await letGoOf(engine, flow.nextId);
  return [];
}

/** @returns the live children of a cancelled parent */
async function abandoned(engine: Engine, job: Job): Promise<string[]> {
  if (job.children === null || job.state !== 'cancelled') return [];
  const children = await childrenOf(engine, job);
  return children.flatMap((child) =>
    child === null || isEnded(child.job.state) ? [] : [child.job.id],
  );
}
