import type { QueueSettings } from '../../cluster/settings';
import type { Engine } from '../engine';
import { sleep } from '../sleep';

/** With a store that is away, the deployment's own settings must do. Milliseconds. */
const KNOWN_MS = 3_000;

/** Waits, for a while, to know what an administrator set: nothing of a paused queue is to start. */
export async function settingsKnown({ settings, clock }: Engine): Promise<void> {
  await Promise.race([settings.known(), sleep(clock, KNOWN_MS)]);
}

/** What an administrator set for a queue; undefined for a queue that is not declared. */
export function queueSettings(
  { settings }: Pick<Engine, 'settings'>,
  queue: string,
): QueueSettings | undefined {
  const queues: Partial<Record<string, QueueSettings>> = settings.current().queues;
  return queues[queue];
}

/** A queue's slots on a server: its own number, unless an administrator set another; none where it has none. */
export function slotsOf(engine: Pick<Engine, 'settings'>, queue: string, own: number): number {
  return own === 0 ? 0 : (queueSettings(engine, queue)?.concurrency ?? own);
}

/** How long an attempt of a kind may run. Milliseconds. */
export function timeLimitOf(
  engine: Pick<Engine, 'settings'>,
  queue: string,
  kindLimitMs: number,
): number {
  return Math.min(kindLimitMs, queueSettings(engine, queue)?.requestTimeoutMs ?? Infinity);
}
