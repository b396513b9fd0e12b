import type { KeyUse, ProviderKeyRecord } from '../../cluster/provider-key';
import type { KeySettings } from '../../cluster/settings';
import { remaining, type SlidingWindow, waitMs } from '../../cluster/sliding-window';
import type { Millis } from '../../jobs/job';
import { correct, decide, withLimit } from '../limits/sliding-window';

/** A server that has not renewed its calls for so long is gone, and its calls with it. Milliseconds. */
export const USE_LEASE_MS = 15_000;

/** How long others make room for a server that waits and has nothing yet. Milliseconds. */
const WISH_MS = 3_000;

/** For how long a server's last take can be found in the record. Milliseconds. */
const TAKE_MS = 60_000;

/** When calls at once are all taken, somebody may end at any time. Milliseconds. */
const TAKEN_RETRY_MS = 500;

/** Permits taken beyond what waits now: no more than this part of what is left. */
const SPARE_PART = 0.1;

/** What was charged to a slot and turned out otherwise. */
export interface Correction {
  requests: number;
  tokens: number;
  /** The slot's end. */
  until: Millis;
}

/** What a server asks of a key. Times are on the store's clock. */
export interface Ask {
  serverId: string;
  /** Of this server's writes of the key; each has its own. */
  number: number;
  limits: KeySettings;
  /** That the limits a minute are of. Milliseconds. */
  windowMs: number;
  /** No later than it is. */
  earliest: Millis;
  /** No earlier than it is. */
  latest: Millis;
  /** For how long the permits are wanted. Milliseconds. */
  slotMs: number;
  /** Estimated tokens of each call that waits, in order. */
  waiting: readonly number[];
  /** Calls that will probably come within the slot. */
  expected: number;
  /** Calls under way. */
  calling: number;
  corrections: readonly Correction[];
}

export interface Taken {
  record: ProviderKeyRecord;
  /** How many of the waiting calls may go out, from the first. */
  granted: number;
  /** Permits beyond those, and the tokens that they may use. */
  spare: { calls: number; tokens: number };
  /** What was taken must be used before this. */
  until: Millis;
  /** Calls that this server may have under way, and until when; null without such a limit. */
  use: KeyUse | null;
  /** When the first call that was not let through may come again; 0 when all were. */
  retryAfterMs: number;
}

export function newKeyRecord(provider: string, label: string): ProviderKeyRecord {
  return {
    type: 'key',
    provider,
    label,
    requests: null,
    tokens: null,
    takes: {},
    inFlight: {},
    blockedUntil: null,
    blockedBecause: null,
    updatedAt: 0,
  };
}

export function hasLimits(limits: KeySettings): boolean {
  return (
    limits.requestsPerMinute !== null ||
    limits.tokensPerMinute !== null ||
    limits.concurrentRequests !== null
  );
}

/**
 * Takes as many permits as there are for the calls that wait, and a few more for those that will come. What is
 * taken counts until its slot has ended plus the window, whether it is used or not: so that no window has more
 * than the limit, whenever within the slot it is used.
 */
export function take(record: ProviderKeyRecord, ask: Ask): Taken {
  const requests = corrected(record.requests, ask.limits.requestsPerMinute, 'requests', ask);
  const tokens = corrected(record.tokens, ask.limits.tokensPerMinute, 'tokens', ask);
  const others = usesOfOthers(record, ask);
  const room = roomFor(others, ask);

  const fitting = fits({ requests, tokens }, room, ask);
  const spare = fitting.all ? spareFor({ requests, tokens }, room - fitting.count, ask) : NONE;
  const takenTokens = sum(ask.waiting.slice(0, fitting.count).map(asked(tokens))) + spare.tokens;
  const takenRequests = charged(requests, fitting.count + spare.calls, ask);
  const chargedTokens = charged(tokens, takenTokens, ask);
  const ends = [takenRequests, chargedTokens].flatMap(({ until }) => until ?? []);
  const calls = ask.calling + fitting.count + spare.calls;
  const use: KeyUse = {
    calls,
    waiting: ask.waiting.length - fitting.count,
    until: ask.latest + (calls > 0 ? USE_LEASE_MS : WISH_MS),
  };
  return {
    record: {
      ...record,
      requests: takenRequests.window,
      tokens: chargedTokens.window,
      takes: withTake(record, ask),
      inFlight: ask.limits.concurrentRequests === null ? {} : withUse(others, ask.serverId, use),
      updatedAt: ask.earliest,
    },
    granted: fitting.count,
    spare,
    use: ask.limits.concurrentRequests === null ? null : use,
    until: ends.length === 0 ? ask.latest + ask.slotMs : Math.min(...ends),
    retryAfterMs: fitting.retryAfterMs,
  };
}

/** Whether the record has this server's take. A write that was refused may be one of its own that went unanswered. */
export function hasTake(record: ProviderKeyRecord, serverId: string, number: number): boolean {
  return record.takes[serverId]?.number === number;
}

/** Nobody uses the key before `until`. A longer block stays. */
export function blocked(
  record: ProviderKeyRecord,
  block: { until: Millis; because: 'rate_limited' | 'auth'; at: Millis },
): ProviderKeyRecord | null {
  if ((record.blockedUntil ?? 0) >= block.until) return null;
  return {
    ...record,
    blockedUntil: block.until,
    blockedBecause: block.because,
    updatedAt: block.at,
  };
}

/** How full a key is, 0 to 1 and above. */
export function loadOf(record: ProviderKeyRecord | null, at: Millis): number {
  if (record === null) return 0;
  const part = (window: SlidingWindow | null): number =>
    window === null ? 0 : 1 - remaining(window, at) / window.limit;
  return Math.max(part(record.requests), part(record.tokens));
}

const NONE = { calls: 0, tokens: 0 };

interface Windows {
  requests: SlidingWindow | null;
  tokens: SlidingWindow | null;
}

function corrected(
  window: SlidingWindow | null,
  limit: number | null,
  what: 'requests' | 'tokens',
  { windowMs, earliest, corrections }: Ask,
): SlidingWindow | null {
  if (limit === null) return null;
  const sum = withLimit(window ?? undefined, { limit, windowMs });
  return corrections.reduce(
    (to, correction) => correct(to, earliest, correction[what], correction.until),
    sum,
  );
}

/** A call that wants more tokens than there can be takes all of them. */
function asked(window: SlidingWindow | null): (tokens: number) => number {
  return (tokens) => (window === null ? 0 : Math.min(tokens, window.limit));
}

function fits(
  { requests, tokens }: Windows,
  room: number,
  { waiting, earliest }: Ask,
): { count: number; all: boolean; retryAfterMs: number } {
  const sizes = waiting.map(asked(tokens));
  let total = 0;
  for (const [count, size] of sizes.entries()) {
    total += size;
    const wait = Math.max(
      requests === null ? 0 : waitOf(requests, earliest, count + 1),
      tokens === null ? 0 : waitOf(tokens, earliest, total),
    );
    const retryAfterMs = count >= room ? Math.max(wait, TAKEN_RETRY_MS) : wait;
    if (retryAfterMs > 0) return { count, all: false, retryAfterMs };
  }
  return { count: sizes.length, all: true, retryAfterMs: 0 };
}

/** Until `n` would be admitted; of more than a window holds, until those that are taken now have left it. */
function waitOf(window: SlidingWindow, now: Millis, n: number): number {
  const wait = waitMs(window, now, n);
  return wait === Infinity ? window.windowMs : wait;
}

function spareFor(
  { requests, tokens }: Windows,
  room: number,
  { waiting, expected, earliest }: Ask,
): { calls: number; tokens: number } {
  const each = tokens === null ? 0 : sum(waiting.map(asked(tokens))) / Math.max(1, waiting.length);
  const left = (window: SlidingWindow | null, taken: number): number =>
    window === null ? Infinity : (remaining(window, earliest) - taken) * SPARE_PART;
  const byTokens = each === 0 ? Infinity : left(tokens, each * waiting.length) / each;
  const calls = Math.floor(
    Math.max(0, Math.min(expected, room, left(requests, waiting.length), byTokens)),
  );
  return { calls, tokens: Math.floor(calls * each) };
}

function charged(
  window: SlidingWindow | null,
  n: number,
  { earliest, latest, slotMs }: Ask,
): { window: SlidingWindow | null; until: Millis | null } {
  if (window === null || n === 0) return { window, until: null };
  const decision = decide(window, earliest, n, latest + slotMs);
  if (!decision.admitted) throw new Error('more permits were taken than there are');
  return { window: decision.next, until: decision.until };
}

function withTake(record: ProviderKeyRecord, ask: Ask): ProviderKeyRecord['takes'] {
  const recent = Object.entries(record.takes).filter(([, { until }]) => until > ask.earliest);
  const own = { number: ask.number, until: ask.latest + TAKE_MS };
  return { ...Object.fromEntries(recent), [ask.serverId]: own };
}

function usesOfOthers(record: ProviderKeyRecord, ask: Ask): Record<string, KeyUse> {
  const alive = Object.entries(record.inFlight).filter(
    ([serverId, { until }]) => serverId !== ask.serverId && until > ask.earliest,
  );
  return Object.fromEntries(alive);
}

/** Calls that this server may begin. Where others wait, no more than its share. */
function roomFor(others: Record<string, KeyUse>, { limits, calling }: Ask): number {
  const limit = limits.concurrentRequests;
  if (limit === null) return Infinity;
  const uses = Object.values(others);
  const free = limit - sum(uses.map(({ calls }) => calls)) - calling;
  const share = Math.max(1, Math.floor(limit / (uses.length + 1))) - calling;
  const contested = uses.some(({ waiting }) => waiting > 0);
  return Math.max(0, contested ? Math.min(free, share) : free);
}

function withUse(
  others: Record<string, KeyUse>,
  serverId: string,
  use: KeyUse,
): Record<string, KeyUse> {
  return use.calls + use.waiting === 0 ? others : { ...others, [serverId]: use };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
