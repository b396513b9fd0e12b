import type { Millis } from '@/lib/jobs/job';
import { PRIORITIES, type Priority } from '@/lib/jobs/priority';
import { isQueueName, type QueueName } from '@/lib/jobs/queues';
import { JOB_STATES, type JobState } from '@/lib/jobs/state';

/** How long back a search reaches, counted from when it is asked. */
export const REACHES = {
  '15m': { label: 'Last 15 minutes', ms: 15 * 60_000 },
  '1h': { label: 'Last hour', ms: 60 * 60_000 },
  '24h': { label: 'Last 24 hours', ms: 24 * 60 * 60_000 },
  '7d': { label: 'Last 7 days', ms: 7 * 24 * 60 * 60_000 },
} as const;

export type Reach = keyof typeof REACHES;

export function isReach(text: string): text is Reach {
  return Object.hasOwn(REACHES, text);
}

/** Which jobs somebody looks for. Null and empty restrict nothing. */
export interface JobSearch {
  id: string | null;
  userId: string | null;
  kinds: readonly string[];
  queue: QueueName | null;
  states: readonly JobState[];
  errorCode: string | null;
  priority: Priority | null;
  text: string | null;
  /** Instead of `from` and `to`. */
  within: Reach | null;
  /** Created at this time or later. */
  from: Millis | null;
  /** Created before this time. */
  to: Millis | null;
}

export const EVERY_JOB: JobSearch = {
  id: null,
  userId: null,
  kinds: [],
  queue: null,
  states: [],
  errorCode: null,
  priority: null,
  text: null,
  within: null,
  from: null,
  to: null,
};

const KIND = /^[a-z][a-z0-9_]{0,99}$/;
const LONGEST = 128;

/** Reads a search from an address. What is not understood restricts nothing: an old link still opens. */
export function searchFromParams(params: URLSearchParams): JobSearch {
  const queue = params.get('queue') ?? '';
  const within = params.get('within') ?? '';
  return {
    id: word(params, 'id'),
    userId: word(params, 'userId'),
    kinds: unique(params.getAll('kind').filter((kind) => KIND.test(kind))),
    queue: isQueueName(queue) ? queue : null,
    states: JOB_STATES.filter((state) => params.getAll('state').includes(state)),
    errorCode: word(params, 'errorCode'),
    priority: PRIORITIES.find((priority) => priority === params.get('priority')) ?? null,
    text: word(params, 'text'),
    within: isReach(within) ? within : null,
    from: isReach(within) ? null : time(params, 'from'),
    to: isReach(within) ? null : time(params, 'to'),
  };
}

/** The search as an address keeps it; the same search is always the same text. */
export function searchToParams(search: JobSearch): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: string | null) => {
    if (value !== null && value !== '') params.append(name, value);
  };
  put('text', search.text);
  put('id', search.id);
  put('userId', search.userId);
  for (const kind of search.kinds) put('kind', kind);
  put('queue', search.queue);
  for (const state of search.states) put('state', state);
  put('errorCode', search.errorCode);
  put('priority', search.priority);
  put('within', search.within);
  put('from', search.from === null ? null : new Date(search.from).toISOString());
  put('to', search.to === null ? null : new Date(search.to).toISOString());
  return params;
}

/** The search as the routes understand it: "the last hour" is counted from now. */
export function searchToQuery(search: JobSearch, now: Millis): URLSearchParams {
  const params = searchToParams({ ...search, within: null });
  if (search.within !== null) {
    params.set('from', new Date(now - REACHES[search.within].ms).toISOString());
  }
  return params;
}

/** Whether anything restricts it. */
export function isRestricted(search: JobSearch): boolean {
  return searchToParams(search).size > 0;
}

function word(params: URLSearchParams, name: string): string | null {
  const text = (params.get(name) ?? '').trim().slice(0, LONGEST);
  return text === '' ? null : text;
}

function time(params: URLSearchParams, name: string): Millis | null {
  const at = Date.parse(params.get(name) ?? '');
  return Number.isNaN(at) ? null : at;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
