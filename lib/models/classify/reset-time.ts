import type { FailureFacts } from './facts';

/** A provider that asks for more than this is answered with this: the queue looks again at least daily. */
export const MAX_RETRY_AFTER_MS = 24 * 60 * 60_000;

/**
 * Milliseconds after which the provider said to try again; undefined when it did not say.
 * `now` is the wall clock, for the answers that are dates.
 */
export function retryAfterOf(facts: FailureFacts, now: number): number | undefined {
  return (
    bounded(plainNumber(facts.headers['retry-after-ms'])) ??
    bounded(parseReset(facts.headers['retry-after'], now)) ??
    bounded(retryInfo(facts.bodies)) ??
    bounded(limitReset(facts.headers, now)) ??
    bounded(spokenDelay(facts.text))
  );
}

const LIMIT_RESET = /^x-ratelimit-reset(?:-(.+))?$/;

/**
 * OpenAI and those like it send one reset time a limit. The limits that have nothing left decide, the slowest
 * of them; when none says so, the soonest reset: too early costs one more refusal, too late costs the wait.
 */
function limitReset(headers: Record<string, string>, now: number): number | undefined {
  const spent: number[] = [];
  const all: number[] = [];
  for (const [name, value] of Object.entries(headers)) {
    const match = LIMIT_RESET.exec(name);
    const reset = match ? parseReset(value, now) : undefined;
    if (!match || reset === undefined) continue;
    all.push(reset);
    const suffix = match[1] === undefined ? '' : `-${match[1]}`;
    if (Number(headers[`x-ratelimit-remaining${suffix}`] ?? NaN) === 0) spent.push(reset);
  }
  if (spent.length > 0) return Math.max(...spent);
  return all.length > 0 ? Math.min(...all) : undefined;
}

/** Gemini: `{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "36s"}` in `error.details`. */
function retryInfo(bodies: unknown[]): number | undefined {
  for (const body of bodies) {
    if (typeof body !== 'object' || body === null || !('retryDelay' in body)) continue;
    const delay = body.retryDelay;
    if (typeof delay === 'string') return parseDuration(delay);
    if (typeof delay === 'object' && delay !== null && 'seconds' in delay) {
      return plainNumber(String(delay.seconds), 1_000);
    }
  }
  return undefined;
}

/** "Please retry in 36.5s", "try again in 10h17m5.7s": where only the sentence has it. */
function spokenDelay(text: string): number | undefined {
  const match = /(?:retry|try again) (?:in|after) ((?:[\d.]+\s?(?:ms|h|m|s)){1,4})\b/i.exec(text);
  return match?.[1] === undefined ? undefined : parseDuration(match[1].replaceAll(' ', ''));
}

/** Seconds, a duration (`6m0s`, `20ms`), a date, or an epoch: headers have all of these. */
export function parseReset(value: string | undefined, now: number): number | undefined {
  const trimmed = value?.trim();
  if (!trimmed) return undefined;
  const number = plainNumber(trimmed);
  if (number !== undefined) {
    if (number > 1e12) return number - now;
    if (number > 1e9) return number * 1_000 - now;
    return number * 1_000;
  }
  const duration = parseDuration(trimmed);
  if (duration !== undefined) return duration;
  const date = Date.parse(trimmed);
  return Number.isNaN(date) ? undefined : date - now;
}

const UNITS: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** `1h2m3.5s`, `36s`, `20ms`; undefined for anything else. Milliseconds. */
export function parseDuration(value: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|d|h|m|s))+$/.test(value)) return undefined;
  let total = 0;
  for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|d|h|m|s)/g)) {
    total += Number(amount) * (UNITS[unit ?? ''] ?? 0);
  }
  return total;
}

function plainNumber(value: string | undefined, factor = 1): number | undefined {
  if (value === undefined || !/^\s*\d+(?:\.\d+)?\s*$/.test(value)) return undefined;
  return Number(value) * factor;
}

function bounded(ms: number | undefined): number | undefined {
  if (ms === undefined || !Number.isFinite(ms)) return undefined;
  return Math.min(Math.max(Math.ceil(ms), 0), MAX_RETRY_AFTER_MS);
}
