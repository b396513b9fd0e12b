import { ageInWords } from '../../cluster/health';
import type { Health } from '../../cluster/stats';

/** No job starts for so long although some wait and there is room: it stands still. Milliseconds. */
export const STALL_MS = 30_000;

/** Fewer that ended than this say nothing about a rate of errors. */
export const ENOUGH_ENDED = 10;

/** One queue, as its health is judged. */
export interface QueueCondition {
  title: string;
  paused: boolean;
  waiting: number;
  /** Jobs that could run and are held back by their provider. */
  held: number;
  running: number;
  /** Jobs that the servers may run at once. */
  slots: number;
  /** Null when none waits. */
  oldestWaitingMs: number | null;
  /** For how long jobs have waited without one that started. Milliseconds. */
  stuckMs: number;
}

export interface ClusterCondition {
  /** Servers that take jobs. */
  taking: number;
  queues: readonly QueueCondition[];
  /** Jobs that ended lately, and those of them that failed. */
  ended: number;
  failed: number;
  openBreakers: readonly string[];
  /** From the alerts' settings; null: not judged. */
  limits: { oldestWaitingMs: number | null; errorRate: number | null };
}

/** One word and one sentence: the worst that is to be said. */
export function healthOf(cluster: ClusterCondition): Health {
  const waiting = sum(cluster.queues, ({ waiting }) => waiting);
  if (cluster.taking === 0) {
    return { level: 'down', sentence: `No worker takes jobs: ${jobs(waiting)} ${wait(waiting)}.` };
  }
  const stalled = cluster.queues.filter(isStalled).sort((a, b) => b.stuckMs - a.stuckMs)[0];
  if (stalled !== undefined) {
    const { title, waiting: behind, stuckMs } = stalled;
    const sentence = `“${title}” stands still: ${jobs(behind)} ${wait(behind)}, and none has started for ${ageInWords(stuckMs)}.`;
    return { level: 'stalled', sentence };
  }
  const unserved = cluster.queues.find(isUnserved);
  if (unserved !== undefined) {
    const { title, waiting: behind } = unserved;
    const sentence = `No worker serves “${title}”: ${jobs(behind)} ${wait(behind)}.`;
    return { level: 'stalled', sentence };
  }
  const trouble = troubleOf(cluster);
  if (trouble !== null) return { level: 'degraded', sentence: trouble };
  return { level: 'good', sentence: goodSentence(cluster, waiting) };
}

/** Jobs wait, there is room for them, and yet none starts. */
export function isStalled(queue: QueueCondition): boolean {
  return (
    !queue.paused && queue.waiting > 0 && queue.running < queue.slots && queue.stuckMs >= STALL_MS
  );
}

/** Jobs wait for a slot, and no server has one for them: none can start. */
function isUnserved({ paused, waiting, slots }: QueueCondition): boolean {
  return !paused && waiting > 0 && slots === 0;
}

/** Its provider takes no call now: one that only slows it down lets some run. */
function isHeld({ paused, held, running }: QueueCondition): boolean {
  return !paused && held > 0 && running === 0;
}

function troubleOf({ queues, limits, ...cluster }: ClusterCondition): string | null {
  const [open, ...others] = cluster.openBreakers;
  if (open !== undefined) {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    const held = sum(queues, (queue) => queue.held);
    const behind = held === 0 ? '' : `: ${jobs(held)} ${wait(held)}`;
    return `Calls of ${open}${more} are held back until it answers again${behind}.`;
  }
  const held = queues.find(isHeld);
  if (held !== undefined) {
    return `“${held.title}” waits for its provider: ${jobs(held.held)} ${held.held === 1 ? 'is' : 'are'} held back, and none runs.`;
  }
  const slow = oldestOf(queues);
  if (slow !== null && limits.oldestWaitingMs !== null && slow.ms > limits.oldestWaitingMs) {
    return `“${slow.title}” falls behind: its oldest job has waited for ${ageInWords(slow.ms)}.`;
  }
  const { ended, failed } = cluster;
  if (limits.errorRate !== null && ended >= ENOUGH_ENDED && failed / ended > limits.errorRate) {
    return `${failed} of the last ${ended} jobs failed.`;
  }
  const paused = queues.find((queue) => queue.paused && queue.waiting > 0);
  if (paused !== undefined) {
    return `“${paused.title}” is paused: ${jobs(paused.waiting)} ${wait(paused.waiting)}.`;
  }
  return null;
}

/** The queue with the oldest waiting job, paused ones left aside; null when none waits. */
export function oldestOf(
  queues: readonly Pick<QueueCondition, 'title' | 'paused' | 'oldestWaitingMs'>[],
): { title: string; ms: number } | null {
  return queues.reduce<{ title: string; ms: number } | null>((oldest, queue) => {
    const { title, paused, oldestWaitingMs: ms } = queue;
    if (paused || ms === null || (oldest !== null && oldest.ms >= ms)) return oldest;
    return { title, ms };
  }, null);
}

function goodSentence({ queues }: ClusterCondition, waiting: number): string {
  const running = sum(queues, (queue) => queue.running);
  const paused = queues.filter((queue) => queue.paused).map(({ title }) => `“${title}”`);
  const note = paused.length === 0 ? '' : ` Paused: ${paused.join(', ')}.`;
  const held = sum(queues, (queue) => queue.held);
  if (running === 0 && waiting === 0 && held === 0) return `All is well: nothing waits.${note}`;
  return `All is well: ${jobs(running)} ${running === 1 ? 'runs' : 'run'}, ${waiting} ${wait(waiting)}${held === 0 ? '' : `, ${held} held back by a provider’s limits`}.${note}`;
}

function jobs(count: number): string {
  return count === 1 ? '1 job' : `${count} jobs`;
}

function wait(count: number): string {
  return count === 1 ? 'waits' : 'wait';
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
