import { FieldPath, Timestamp, type Firestore, type Query } from 'firebase-admin/firestore';

import type { DueQuery, HeadQuery, ListQuery } from '../../queue/ports/job-store';
import { jobsOf } from './collections';

/**
 * Every query that the stores make, so that one place can be held against `firestore.indexes.json`: the
 * emulator needs no index, production does.
 */

export function headQuery(db: Firestore, { queue, shards, limit, after }: HeadQuery): Query {
  const query = jobsOf(db)
    .where('queue', '==', queue)
    .where('state', '==', 'pending')
    .where('shard', 'in', [...shards])
    .orderBy('rank')
    .orderBy(FieldPath.documentId());
  return (after === undefined ? query : query.startAfter(after.rank, after.id)).limit(limit);
}

export function soonestQuery(db: Firestore, shards: readonly number[]): Query {
  return scheduled(db, shards).limit(1);
}

export function dueQuery(db: Firestore, { shards, now, limit }: DueQuery): Query {
  return scheduled(db, shards).where('runAt', '<=', now).limit(limit);
}

function scheduled(db: Firestore, shards: readonly number[]): Query {
  return jobsOf(db)
    .where('state', '==', 'scheduled')
    .where('shard', 'in', [...shards])
    .orderBy('runAt');
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

export function cancelsQuery(db: Firestore, serverId: string): Query {
  return jobsOf(db)
    .where('lease.serverId', '==', serverId)
    .where('state', '==', 'processing')
    .where('cancelRequestedAt', '>', 0);
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
  if (filter.states !== undefined) query = query.where('state', 'in', [...filter.states]);
  if (filter.kinds !== undefined) query = query.where('kind', 'in', [...filter.kinds]);
  if (filter.subjectId !== undefined) query = query.where('subjectId', '==', filter.subjectId);
  query = query.orderBy('createdAt', 'desc').orderBy(FieldPath.documentId(), 'desc');
  const { before } = filter;
  if (before !== undefined) query = query.startAfter(before.createdAt, before.id);
  return query.limit(filter.limit);
}

export function aheadQuery(db: Firestore, place: { queue: string; rank: number }): Query {
  return jobsOf(db)
    .where('queue', '==', place.queue)
    .where('state', '==', 'pending')
    .where('rank', '<', place.rank);
}
