import type { KeyUse, ProviderKeyRecord } from '../../cluster/provider-key';
import type { Ask } from './permits-ask';

/** A server that has not renewed its calls for so long is gone, and its calls with it. Milliseconds. */
export const USE_LEASE_MS = 15_000;

/** How long others make room for a server that waits and has nothing yet. Milliseconds. */
const WISH_MS = 3_000;

/** The other servers' calls, of those that are still there. */
export function usesOfOthers(record: ProviderKeyRecord, ask: Ask): Record<string, KeyUse> {
  const alive = Object.entries(record.inFlight).filter(
    ([serverId, { until }]) => serverId !== ask.serverId && until > ask.earliest,
  );
  return Object.fromEntries(alive);
}

/** Calls that this server may begin. Where others wait, no more than its share. */
export function roomFor(others: Record<string, KeyUse>, { limits, calling }: Ask): number {
  const limit = limits.concurrentRequests;
  if (limit === null) return Infinity;
  const uses = Object.values(others);
  const free = uses.reduce((left, use) => left - use.calls, limit) - calling;
  const share = Math.max(1, Math.floor(limit / (uses.length + 1))) - calling;
  const contested = uses.some(({ waiting }) => waiting > 0);
  return Math.max(0, contested ? Math.min(free, share) : free);
}

/**
 * What a server may have under way of its own use. Less than its use says where others took its room meanwhile, since
 * it stood still for longer than its lease: as its calls end, nobody begins in their place.
 */
export function withinLimit(use: KeyUse, others: Record<string, KeyUse>, limit: number): KeyUse {
  const left = Object.values(others).reduce((room, { calls }) => room - calls, limit);
  return { ...use, calls: Math.min(use.calls, Math.max(0, left)) };
}

/** What a server has under way once `begun` more calls may begin. */
export function callsWith(begun: number, { calling, latest }: Ask, waiting: number): KeyUse {
  const calls = calling + begun;
  return { calls, waiting, until: latest + (calls > 0 ? USE_LEASE_MS : WISH_MS) };
}

/** All servers' calls, this one's included. */
export function withUse(
  others: Record<string, KeyUse>,
  serverId: string,
  use: KeyUse,
): Record<string, KeyUse> {
  return use.calls + use.waiting === 0 ? others : { ...others, [serverId]: use };
}
