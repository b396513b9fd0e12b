import type { ChildCount } from '../../jobs/flow';
import type { Job, Millis } from '../../jobs/job';
import { closeRecord } from './attempt-records';
import { move } from './move';
import { replay } from './revive';

/** processing → scheduled: its children come first. The attempt does not count. */
export function awaitChildren(job: Job, now: Millis, children: ChildCount): Partial<Job> {
  return move(job, ['processing'], 'scheduled', {
    lease: null,
    partial: null,
    runAt: null,
    waiting: waitingFor(children),
    children,
    attempts: closeRecord(job, { at: now, outcome: 'released', error: null }),
    updatedAt: now,
  });
}

/** scheduled → pending: the children of a job have all ended. It keeps its place in the order. */
export function resume(job: Job, now: Millis): Partial<Job> {
  return move(job, ['scheduled'], 'pending', {
    waiting: null,
    runAt: null,
    readyAt: now,
    updatedAt: now,
  });
}

/** scheduled → pending: the sibling before a held child has ended. */
export function letGo(job: Job, now: Millis): Partial<Job> {
  const flow = job.flow === null ? null : { ...job.flow, held: false };
  return move(job, ['scheduled'], 'pending', { flow, readyAt: now, updatedAt: now });
}

/** failed or cancelled → scheduled: some of its children run again before it. */
export function replayAfterChildren(
  job: Job,
  now: Millis,
  keepMs: number,
  children: ChildCount,
): Partial<Job> {
  return move(job, ['failed', 'cancelled'], 'scheduled', {
    ...replay(job, now, keepMs),
    waiting: waitingFor(children),
    children,
  });
}

/** failed or cancelled → pending, or → scheduled behind a sibling that runs again before it. */
export function replayInChain(
  job: Job,
  now: Millis,
  keepMs: number,
  place: { nextId: string | null; held: boolean },
): Partial<Job> {
  const flow = job.flow === null ? null : { ...job.flow, ...place };
  const patch = { ...replay(job, now, keepMs), flow };
  return place.held ? move(job, ['failed', 'cancelled'], 'scheduled', patch) : patch;
}

function waitingFor({ total }: ChildCount): Job['waiting'] {
  const message = total === 1 ? 'Waits for its one part.' : `Waits for its ${total} parts.`;
  return { reason: 'children', until: null, message };
}
