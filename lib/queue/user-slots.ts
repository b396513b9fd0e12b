import { ALL_SHARDS, hash, SHARD_COUNT, shardOf } from './shard';

/** Whose jobs, where: a user's limit holds in each queue by itself. */
export interface UserInQueue {
  queue: string;
  userId: string;
}

/**
 * The shard of each of the jobs that a user may have run at once, by rendezvous hashing: known to every server and
 * every submitter alike, whoever is alive. A higher limit adds shards and moves none.
 */
export function slotShards({ queue, userId }: UserInQueue, limit: number): number[] {
  const weight = (shard: number): number => hash(`${shard}:${queue}/${userId}`);
  const order = ALL_SHARDS.toSorted((a, b) => weight(b) - weight(a) || a - b);
  return Array.from({ length: limit }, (_, slot) => order[slot % SHARD_COUNT] ?? 0);
}

/** A job's shard: one in which its user has a slot, where the user's jobs at once are limited. */
export function shardFor(jobId: string, user: UserInQueue, limit: number | null): number {
  if (limit === null || limit >= SHARD_COUNT) return shardOf(jobId);
  const slots = slotShards(user, limit);
  return slots[hash(jobId) % slots.length] ?? shardOf(jobId);
}
