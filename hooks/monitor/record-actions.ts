import type { AlertSettings } from '@/lib/cluster/settings';

import { apiFetch } from '../api';

/*
 * What the monitor's records go through: schedules, webhooks, locks and the alerts' rules. Each is decided, and
 * written down in the audit log, by the server; a read-only administrator is refused. All throw ApiProblem.
 */

/** Its ticks pass without a run until it is resumed. */
export function pauseSchedule(name: string): Promise<unknown> {
  return post('schedules', name, 'pause');
}

export function resumeSchedule(name: string): Promise<unknown> {
  return post('schedules', name, 'resume');
}

/** One run beside its ticks. */
export function runSchedule(name: string): Promise<{ name: string; jobId: string }> {
  return post('schedules', name, 'run');
}

/** Nothing is sent to it any more. */
export function disableWebhook(id: string): Promise<unknown> {
  return post('webhooks', id, 'disable');
}

export function enableWebhook(id: string): Promise<unknown> {
  return post('webhooks', id, 'enable');
}

/** Takes a lock from its holder; what that one still writes under it is refused. */
export function releaseLock(name: string): Promise<unknown> {
  return post('locks', name, 'release');
}

/** What is absent stays as it is. */
export function changeAlerts(change: Partial<AlertSettings>): Promise<unknown> {
  return apiFetch('/api/admin/settings', {
    method: 'PATCH',
    body: { change: { alerts: change } },
  });
}

function post<T>(things: string, id: string, verb: string): Promise<T> {
  return apiFetch<T>(`/api/admin/${things}/${encodeURIComponent(id)}/${verb}`, { method: 'POST' });
}
