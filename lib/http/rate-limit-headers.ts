import type { Allowance } from '../cluster/allowance';

/** As the queue orders them: the long window, then the burst. */
const POLICIES = ['default', 'burst'] as const;

/** What the fields say, for the API's reader. */
export const RATE_LIMIT_HEADERS = {
  'RateLimit-Policy':
    'How many submits each window allows: `q` in `w` seconds (draft-ietf-httpapi-ratelimit-headers).',
  RateLimit: 'How many submits are left (`r`), and seconds until there are more (`t`), by policy.',
} as const;

/**
 * `RateLimit` and `RateLimit-Policy` of what a user's windows admit; no fields for none
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
export function rateLimitHeaders(allowance: readonly Allowance[]): Record<string, string> {
  if (allowance.length === 0) return {};
  const list = (item: (one: Allowance) => string): string =>
    allowance.map((one, place) => `"${POLICIES[place] ?? place}";${item(one)}`).join(', ');
  return {
    'RateLimit-Policy': list(({ limit, windowMs }) => `q=${limit};w=${inSeconds(windowMs)}`),
    RateLimit: list(({ remaining, resetMs }) =>
      resetMs === 0 ? `r=${remaining}` : `r=${remaining};t=${inSeconds(resetMs)}`,
    ),
  };
}

/** Whole seconds, rounded up: whoever waits so long has waited long enough. */
export function inSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000));
}
