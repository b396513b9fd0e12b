/** Actions as the server writes them into the log, in the words of the buttons that do them. */
const ACTIONS: Readonly<Record<string, string>> = {
  'queue.pause': 'Paused a queue',
  'queue.resume': 'Resumed a queue',
  'queue.change': 'Tuned a queue',
  'settings.change': 'Changed settings',
  'settings.configure': 'Configured in code',
  'server.drain': 'Drained a server',
  'server.resume': 'Resumed a server',
  'breaker.trip': 'Stopped calling a model',
  'breaker.reset': 'Calls a model again',
  'key.unblock': 'Freed a key',
  'job.reveal': 'Read a job’s content',
  'job.cancel': 'Cancelled a job',
  'job.replay': 'Ran a job again',
  'job.discard': 'Deleted a job',
  'bulk.replay': 'Ran many jobs again',
  'bulk.cancel': 'Cancelled many jobs',
  'bulk.delete': 'Deleted many jobs',
  'schedule.pause': 'Paused a schedule',
  'schedule.resume': 'Resumed a schedule',
  'schedule.run': 'Ran a schedule now',
  'webhook.disable': 'Switched a webhook off',
  'webhook.enable': 'Switched a webhook on',
  'lock.release': 'Released a lock',
  'export.jobs': 'Downloaded jobs',
  'export.audit': 'Downloaded the audit log',
  'export.stats': 'Downloaded statistics',
};

/** To filter by. */
export const ACTION_OPTIONS: readonly { value: string; label: string }[] = Object.entries(
  ACTIONS,
).map(([value, label]) => ({ value, label }));

/** "Paused a queue"; the action itself where this page is too old to know it. */
export function actionWords(action: string): string {
  return ACTIONS[action] ?? action;
}

/** Where a target of the log has a page of its own; null where it has none. */
export function targetPath(target: string): string | null {
  const at = target.indexOf(':');
  const [what, id] = at === -1 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
  switch (what) {
    case 'job':
      return `/admin/jobs/${encodeURIComponent(id)}`;
    case 'queue':
      return `/admin/queues/${encodeURIComponent(id)}`;
    case 'server':
      return '/admin/servers';
    case 'breaker':
    case 'key':
      return '/admin/providers';
    case 'schedule':
    case 'webhook':
    case 'lock':
      return `/admin/${what}s`;
    default:
      return null;
  }
}
