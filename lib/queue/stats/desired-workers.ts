import type { AutoscaleSettings } from '../../cluster/settings';

/** Fewer workers are asked for only when fewer would have done for so long. Milliseconds. */
export const PATIENCE_MS = 5 * 60_000;

/** However late a job is already, it is not to be made up for in less than this part of the target. */
const SHORTEST_PART = 0.25;

/** What one queue asks of the workers. */
export interface QueueLoad {
  title: string;
  waiting: number;
  running: number;
  /** Null when none waits. */
  oldestWaitingMs: number | null;
  /** How long a job takes. Milliseconds. */
  meanRunMs: number;
  /** Jobs of this queue that one worker runs at once. */
  slotsPerWorker: number;
}

export interface Wish {
  workers: number;
  /** One sentence. */
  reason: string;
}

/**
 * How many workers the load asks for now: the slots of what runs, and for what waits as many as let all of it
 * start within the target (Little's law). The busiest queue decides: a worker serves all of them.
 */
export function workersFor(loads: readonly QueueLoad[], settings: AutoscaleSettings): Wish {
  const { minWorkers, maxWorkers, targetWaitMs } = settings;
  let busiest: { load: QueueLoad; workers: number } | null = null;
  for (const load of loads) {
    if (load.slotsPerWorker <= 0) continue;
    const workers = Math.ceil(slotsFor(load, targetWaitMs) / load.slotsPerWorker);
    if (busiest === null || workers > busiest.workers) busiest = { load, workers };
  }
  const wanted = busiest?.workers ?? 0;
  if (busiest === null || wanted <= minWorkers) {
    return { workers: Math.min(minWorkers, maxWorkers), reason: 'The fewest suffice.' };
  }
  const { title, waiting, running } = busiest.load;
  const bounded =
    wanted > maxWorkers ? ` ${wanted} would be needed; the most is ${maxWorkers}.` : '';
  return {
    workers: Math.min(wanted, maxWorkers),
    reason: `“${title}”: ${waiting} wait, ${running} run.${bounded}`,
  };
}

function slotsFor(load: QueueLoad, targetWaitMs: number): number {
  const { waiting, running, oldestWaitingMs, meanRunMs } = load;
  const left = Math.max(targetWaitMs - (oldestWaitingMs ?? 0), targetWaitMs * SHORTEST_PART);
  return running + Math.min(waiting, (waiting * meanRunMs) / left);
}

/** Follows a rising wish at once, and a falling one only after a while: a short lull must not stop workers. */
export class SteadyWish {
  #recent: (Wish & { at: number })[] = [];

  /** @param now monotonic milliseconds */
  take(wish: Wish, now: number): Wish {
    this.#recent = this.#recent.filter(({ at }) => now - at < PATIENCE_MS);
    this.#recent.push({ ...wish, at: now });
    return this.#recent.reduce((most, one) => (one.workers >= most.workers ? one : most));
  }
}
