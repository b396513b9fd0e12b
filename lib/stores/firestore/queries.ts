import { FieldPath, Timestamp, type Firestore, type Query } from 'firebase-admin/firestore';

import { JOB_STATES } from '../../jobs/state';
import type {
  CountQuery,
  DueQuery,
  HeadQuery,
  ListQuery,
  MatchQuery,
  PendingQuery,
} from '../../queue/ports/job-store';
import type { RecordQuery } from '../../queue/ports/record-store';
import { ALL_SHARDS } from '../../queue/shard';
import { jobsOf } from './collections';

/**
 * Every query that the stores make, so that one place can be held against `firestore.indexes.json`: the
 * emulator needs no index, production does.
 */

/** Equality where it can be: on the emulator each value of an `in` is a scan of its own. */
function whereShard(query: Query, shards: readonly number[]): Query {
  return shards.length === 1
    ? query.where('shard', '==', shards[0])
    : query.where('shard', 'in', [...shards]);
}

export function headQuery(db: Firestore, { queue, shards, limit, after }: HeadQuery): Query {
  const pending = jobsOf(db).where('queue', '==', queue).where('state', '==', 'pending');
  const query = whereShard(pending, shards).orderBy('rank').orderBy(FieldPath.documentId());
  return (after === undefined ? query : query.startAfter(after.rank, after.id)).limit(limit);
}

/**
 * No order and no shard: equality alone is served by the indexes of single fields, and a listener that the
 * emulator evaluates at each write is one scan.
 */
export function pendingQuery(db: Firestore, { queue, limit }: PendingQuery): Query {
  return jobsOf(db).where('queue', '==', queue).where('state', '==', 'pending').limit(limit);
}

export function dueQuery(db: Firestore, { shards, now, limit }: DueQuery): Query {
  return jobsOf(db)
    .where('state', '==', 'scheduled')
    .where('shard', 'in', [...shards])
    .where('runAt', '<=', now)
    .orderBy('runAt')
    .limit(limit);
}

export function expiredQuery(db: Firestore, { shards, now, limit }: DueQuery): Query {
  return jobsOf(db)
    .where('state', '==', 'processing')
    .where('shard', 'in', [...shards])
    .where('lease.until', '<', now)
    .orderBy('lease.until')
    .limit(limit);
}

export function heldByQuery(db: Firestore, serverId: string, limit: number): Query {
  return jobsOf(db)
    .where('lease.serverId', '==', serverId)
    .where('state', '==', 'processing')
    .limit(limit);
}

export function awaitingChildrenQuery(
  db: Firestore,
  { limit, after }: { limit: number; after?: string },
): Query {
  const query = jobsOf(db)
    .where('waiting.reason', '==', 'children')
    .where('state', '==', 'scheduled')
    .orderBy(FieldPath.documentId());
  return (after === undefined ? query : query.startAfter(after)).limit(limit);
}

export function retiredQuery(db: Firestore, query: { now: number; limit: number }): Query {
  return jobsOf(db)
    .where('state', 'in', ['completed', 'failed', 'cancelled'])
    .where('expireAt', '<', Timestamp.fromMillis(query.now))
    .orderBy('expireAt')
    .limit(query.limit);
}

export function listQuery(db: Firestore, filter: ListQuery): Query {
  let query: Query = jobsOf(db);
  if (filter.userId !== undefined) query = query.where('userId', '==', filter.userId);
  // All states are none to look for, and count against the 30 combinations that a query may have.
  if (filter.states !== undefined && filter.states.length < JOB_STATES.length) {
    query = query.where('state', 'in', [...filter.states]);
  }
  if (filter.kinds !== undefined) query = query.where('kind', 'in', [...filter.kinds]);
  if (filter.subjectId !== undefined) query = query.where('subjectId', '==', filter.subjectId);
  query = query.orderBy('createdAt', 'desc').orderBy(FieldPath.documentId(), 'desc');
  const { before } = filter;
  if (before !== undefined) query = query.startAfter(before.createdAt, before.id);
  return query.limit(filter.limit);
}

/** By shard or by user, so that the index of the ever-growing `createdAt` has as many ends. */
export function matchQuery(db: Firestore, match: MatchQuery): Query {
  let query: Query = jobsOf(db);
  if (match.states !== undefined) query = query.where('state', 'in', [...match.states]);
  query =
    match.userId === undefined
      ? query.where('shard', 'in', [...ALL_SHARDS])
      : query.where('userId', '==', match.userId);
  if (match.from !== undefined) query = query.where('createdAt', '>=', match.from);
  if (match.to !== undefined) query = query.where('createdAt', '<', match.to);
  query = query.orderBy('createdAt', 'desc').orderBy(FieldPath.documentId(), 'desc');
  const { before } = match;
  if (before !== undefined) query = query.startAfter(before.createdAt, before.id);
  return query.limit(match.limit);
}

export function aheadQuery(db: Firestore, place: { queue: string; rank: number }): Query {
  return jobsOf(db)
    .where('queue', '==', place.queue)
    .where('state', '==', 'pending')
    .where('shard', 'in', [...ALL_SHARDS])
    .where('rank', '<', place.rank);
}

export function countQuery(db: Firestore, { queues, state, priority, waiting }: CountQuery): Query {
  const [only] = queues;
  const inState = jobsOf(db).where('state', '==', state);
  let query =
    queues.length === 1
      ? inState.where('queue', '==', only)
      : inState.where('queue', 'in', [...queues]);
  if (priority !== undefined) query = query.where('priority', '==', priority);
  if (waiting !== undefined) query = query.where('waiting.reason', 'in', [...waiting]);
  return query;
}

/** By shard, as the head's index, so that no index has one growing end. */
export function oldestPendingQuery(db: Firestore, queue: string): Query {
  return jobsOf(db)
    .where('queue', '==', queue)
    .where('state', '==', 'pending')
    .where('shard', 'in', [...ALL_SHARDS])
    .orderBy('readyAt');
}

/** By the time since which each could run; by shard, as above. */
export function oldestHeldQuery(db: Firestore, queue: string): Query {
  return jobsOf(db)
    .where('queue', '==', queue)
    .where('state', '==', 'scheduled')
    .where('waiting.reason', '==', 'provider')
    .where('shard', 'in', [...ALL_SHARDS])
    .orderBy('readyAt');
}

export function recordQuery(db: Firestore, collection: string, asked: RecordQuery): Query {
  let query: Query = db.collection(collection);
  for (const [field, value] of Object.entries(asked.equals ?? {})) {
    query = query.where(field, '==', value);
  }
  if (asked.newestBy !== undefined) {
    query = query.orderBy(asked.newestBy, 'desc');
    if (asked.below !== undefined) query = query.startAfter(asked.below);
  }
  return query.limit(asked.limit);
}
