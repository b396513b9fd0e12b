import type { QueueSettings } from '@/lib/cluster/settings';
import type { QueueName } from '@/lib/jobs/queues';

import { apiFetch } from '../api';

/*
 * Every change that the monitor's first tabs make. Each is decided, and written down in the audit log, by the
 * server; a read-only administrator is refused. All throw ApiProblem.
 */

/** No job of it starts; those that run go on. */
export function pauseQueue(name: QueueName): Promise<unknown> {
  return post('queues', name, 'pause');
}

export function resumeQueue(name: QueueName): Promise<unknown> {
  return post('queues', name, 'resume');
}

export function changeQueue(
  name: QueueName,
  change: Partial<Omit<QueueSettings, 'paused'>>,
): Promise<unknown> {
  return apiFetch(`/api/admin/queues/${name}`, { method: 'PATCH', body: change });
}

/** It takes no new job; those that run are finished. */
export function drainServer(id: string): Promise<unknown> {
  return post('servers', id, 'drain');
}

export function resumeServer(id: string): Promise<unknown> {
  return post('servers', id, 'resume');
}

/** No call of that model goes out until it is reset, or a probe succeeds. */
export function tripBreaker(id: string): Promise<unknown> {
  return post('breakers', id, 'trip');
}

export function resetBreaker(id: string): Promise<unknown> {
  return post('breakers', id, 'reset');
}

export function unblockKey(id: string): Promise<unknown> {
  return post('keys', id, 'unblock');
}

function post(things: string, id: string, verb: string): Promise<unknown> {
  return apiFetch(`/api/admin/${things}/${encodeURIComponent(id)}/${verb}`, { method: 'POST' });
}
