import type { QueueSettings } from '../../cluster/settings';
import type { QueueName } from '../../jobs/queues';
import type { Caller } from '../caller';
import type { Services } from '../services';
import { changeStored } from './settings';
import { mergedSettings } from './settings-patch';

export interface QueueAnswer {
  queue: QueueName;
  settings: QueueSettings;
  version: string | null;
}

/** What of a queue may change; undefined leaves it. */
export type QueueChange = { [Name in keyof QueueSettings]?: QueueSettings[Name] | undefined };

/** Changes one queue's settings, live. @throws HttpProblem `invalid_input`, `revision_conflict` */
export async function changeQueue(
  services: Services,
  caller: Caller,
  queue: QueueName,
  {
    action,
    change,
  }: { action: 'queue.pause' | 'queue.resume' | 'queue.change'; change: QueueChange },
): Promise<QueueAnswer> {
  const { version, settings } = await changeStored(
    services,
    { caller, action, target: `queue:${queue}` },
    (stored) => mergedSettings(stored, { queues: { [queue]: change } }),
    (stored) => stored.queues?.[queue] ?? {},
  );
  return { queue, settings: settings.queues[queue], version };
}
