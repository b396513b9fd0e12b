/** One document of each collection; the person whom it is about is `alice`. */
export const OWNER = 'alice';

export interface Target {
  /** For the test's name. */
  name: string;
  collection: string;
  id: string;
  data: Record<string, unknown>;
}

export const TARGETS = [
  { name: 'jobs', collection: 'jobs', id: 'job-1', data: { userId: OWNER, state: 'pending' } },
  {
    name: 'parts',
    collection: 'jobs/job-1/parts',
    id: 'output-0000',
    data: { userId: OWNER, text: '{}' },
  },
  {
    name: 'rate_limits of a person',
    collection: 'rate_limits',
    id: `user:${OWNER}`,
    data: { shareEnd: 1 },
  },
  {
    name: 'rate_limits of a provider key',
    collection: 'rate_limits',
    id: 'key:google',
    data: { permits: 1 },
  },
  {
    name: 'circuit_breakers',
    collection: 'circuit_breakers',
    id: 'google',
    data: { state: 'closed' },
  },
  { name: 'locks', collection: 'locks', id: 'leader', data: { holder: 'server-1' } },
  { name: 'servers', collection: 'servers', id: 'server-1', data: { counter: 1 } },
  { name: 'cancels', collection: 'servers/server-1/cancels', id: 'job-1', data: { at: 1 } },
  { name: 'cluster', collection: 'cluster', id: 'members', data: { serverIds: [] } },
  { name: 'stats', collection: 'stats', id: 'live', data: { at: 1 } },
  { name: 'schedules', collection: 'schedules', id: 'cleanup', data: { paused: false } },
  {
    name: 'webhooks',
    collection: 'webhooks',
    id: 'hook-1',
    data: { userId: OWNER, url: 'https://example.test/hook' },
  },
  { name: 'audit', collection: 'audit', id: 'entry-1', data: { actorId: 'carol', at: 1 } },
  { name: 'alerts', collection: 'alerts', id: 'no_worker', data: { since: 1 } },
  { name: 'answers', collection: 'answers', id: 'answer-1', data: { userId: OWNER, text: '{}' } },
  { name: 'function_runs', collection: 'function_runs', id: 'run-1', data: { startedAt: 1 } },
  {
    name: 'a collection that no rule names',
    collection: 'ledger',
    id: 'entry-1',
    data: { userId: OWNER },
  },
] as const satisfies readonly Target[];

export type TargetName = (typeof TARGETS)[number]['name'];
