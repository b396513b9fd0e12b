import type { KeyUse, ProviderKeyRecord } from '../../cluster/provider-key';
import { remaining, type SlidingWindow } from '../../cluster/sliding-window';
import type { Millis } from '../../jobs/job';
import { callsWith, roomFor, usesOfOthers, withinLimit, withUse } from './calls-at-once';
import { asked, charged, corrected, waitOf, type Windows } from './permit-windows';
import type { Ask } from './permits-ask';

/** For how long a server's last take can be found in the record. Milliseconds. */
const TAKE_MS = 60_000;

/** When calls at once are all taken, somebody may end at any time. Milliseconds. */
const TAKEN_RETRY_MS = 500;

/** Permits taken beyond what waits now: no more than this part of what is left. */
const SPARE_PART = 0.1;

export interface Taken {
  record: ProviderKeyRecord;
  /** How many of the waiting calls may go out, from the first. */
  granted: number;
  /** Tokens that each waiting call is charged, if it is let through: no more than there can be. */
  charges: readonly number[];
  /** Permits beyond those, and the tokens that they may use. */
  spare: { calls: number; tokens: number };
  /** What was taken must be used before this. */
  until: Millis;
  /** Calls that this server may have under way, and until when; null without such a limit. */
  use: KeyUse | null;
  /** When the first call that was not let through may come again; 0 when all were. */
  retryAfterMs: number;
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
  const limit = ask.limits.concurrentRequests;

  const fitting = fits({ requests, tokens }, room, ask);
  const spare = fitting.all ? spareFor({ requests, tokens }, room - fitting.count, ask) : NONE;
  const charges = ask.waiting.map(asked(tokens));
  const takenTokens = sum(charges.slice(0, fitting.count)) + spare.tokens;
  const takenRequests = charged(requests, fitting.count + spare.calls, ask);
  const chargedTokens = charged(tokens, takenTokens, ask);
  const ends = [takenRequests, chargedTokens].flatMap(({ until }) => until ?? []);
  const use = callsWith(fitting.count + spare.calls, ask, ask.waiting.length - fitting.count);
  return {
    record: {
      ...record,
      requests: takenRequests.window,
      tokens: chargedTokens.window,
      takes: withTake(record, ask),
      inFlight: limit === null ? {} : withUse(others, ask.serverId, use),
      updatedAt: ask.earliest,
    },
    granted: fitting.count,
    charges,
    spare,
    use: limit === null ? null : withinLimit(use, others, limit),
    until: ends.length === 0 ? ask.latest + ask.slotMs : Math.min(...ends),
    retryAfterMs: fitting.retryAfterMs,
  };
}

/** Whether the record has this server's take. A write that was refused may be one of its own that went unanswered. */
export function hasTake(record: ProviderKeyRecord, serverId: string, number: number): boolean {
  return record.takes[serverId]?.number === number;
}

const NONE = { calls: 0, tokens: 0 };

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

function withTake(record: ProviderKeyRecord, ask: Ask): ProviderKeyRecord['takes'] {
  const recent = Object.entries(record.takes).filter(([, { until }]) => until > ask.earliest);
  const own = { number: ask.number, until: ask.latest + TAKE_MS };
  return { ...Object.fromEntries(recent), [ask.serverId]: own };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
