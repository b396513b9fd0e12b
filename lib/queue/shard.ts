/**
 * How many ranges the queue's index is split into. Each takes about 500 writes a second (the limit of a
 * sequential value). One `in` filter can name them all (its limit is 30), but each is a scan of its own: on
 * the emulator, which has no indexes, a head over 16 shards took 16 times as long as over one.
 */
export const SHARD_COUNT = 8;

export const ALL_SHARDS: readonly number[] = Array.from({ length: SHARD_COUNT }, (_, i) => i);

/** FNV-1a, 32 bits, with the finaliser of MurmurHash3: short keys that differ in one character spread well. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export function shardOf(jobId: string): number {
  return hash(jobId) % SHARD_COUNT;
}

/**
 * The shards that a server takes, by rendezvous hashing (Thaler and Ravishankar 1998): every server works it
 * out alone from the same list, and a server that comes or goes moves only its own shards. With more servers
 * than shards, a server left without one shares the shards it ranks highest for.
 */
export function shardsOf(serverId: string, serverIds: readonly string[]): number[] {
  const own = shardsWonBy(serverId, serverIds);
  if (own.length > 0) return own;
  const byWeight = [...ALL_SHARDS].sort((a, b) => weight(b, serverId) - weight(a, serverId));
  return byWeight.slice(0, 2);
}

/** The shards that a server has for itself: none when it is not in the list, or there are more servers than shards. */
export function shardsWonBy(serverId: string, serverIds: readonly string[]): number[] {
  return ALL_SHARDS.filter((shard) => winner(shard, serverIds) === serverId);
}

function weight(shard: number, serverId: string): number {
  return hash(`${shard}:${serverId}`);
}

function winner(shard: number, serverIds: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestWeight = -1;
  for (const id of serverIds) {
    const w = weight(shard, id);
    if (w > bestWeight || (w === bestWeight && best !== undefined && id < best)) {
      best = id;
      bestWeight = w;
    }
  }
  return best;
}
