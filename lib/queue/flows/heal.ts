import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import type { Engine } from '../engine';
import { childrenOf } from './children-of';
import { goOn, isHeld, letGoOf } from './go-on';

const PAGE = 100;

/**
 * Does what a server that died right after a child's end left undone: parents whose children have all ended go on, and
 * children whose sibling has ended start.
 */
export async function healFlows(engine: Engine): Promise<void> {
  let after: string | undefined;
  for (;;) {
    const page = await engine.jobs.awaitingChildren({
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    for (const { job } of page) await heal(engine, job);
    after = page.at(-1)?.job.id;
    if (page.length < PAGE) return;
  }
}

async function heal(engine: Engine, parent: Job): Promise<void> {
  if (parent.children !== null && parent.children.ended >= parent.children.total) {
    await goOn(engine, parent.id);
    return;
  }
  const children = (await childrenOf(engine, parent)).flatMap((child) =>
    child === null ? [] : [child.job],
  );
  const held = new Set(children.filter(isHeld).map((job) => job.id));
  for (const { state, flow } of children) {
    const nextId = flow?.nextId ?? null;
    if (nextId !== null && isEnded(state) && held.has(nextId)) await letGoOf(engine, nextId);
  }
}
