import type { ServerRecord } from '@/lib/cluster/server';
import type { ClusterSettings } from '@/lib/cluster/settings';
import type { QueueName } from '@/lib/jobs/queues';

/** How many jobs of a queue all servers together run at once, as each server says it of itself. */
export function slotsOf(
  name: QueueName,
  servers: readonly ServerRecord[],
  settings: ClusterSettings,
): number {
  const { concurrency } = settings.queues[name];
  return servers
    .filter((server) => !server.draining)
    .reduce((sum, server) => sum + (concurrency ?? server.concurrency[name] ?? 0), 0);
}
