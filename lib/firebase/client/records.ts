import {
  collection,
  doc,
  type DocumentData,
  limit,
  orderBy,
  query,
  type QueryConstraint,
  Timestamp,
  where,
} from 'firebase/firestore';

import { firestore } from './firestore';
import type { FeedObserver } from './feed-observer';
import { followDocument, followQuery } from './follow';

/** This module carries the Firestore SDK: load it with a dynamic import, so that it stays out of first loads. */

/** A small document that the cluster writes about itself. */
export interface SeenRecord<T> {
  id: string;
  value: T;
}

export interface RecordsFilter {
  /** Top-level fields and what they must equal. */
  equals?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** A top-level number field, highest first. Without it: by id. */
  newestBy?: string | undefined;
  limit: number;
}

/** Follows one record. A null: there is none. */
export function watchRecord<T>(
  path: { collection: string; id: string },
  observer: FeedObserver<T | null>,
): () => void {
  const ref = doc(firestore(), path.collection, path.id);
  return followDocument(ref, (data) => fromDocument(data) as T, observer);
}

/** Follows the records of a collection that has few, or its newest. */
export function watchRecords<T>(
  name: string,
  filter: RecordsFilter,
  observer: FeedObserver<SeenRecord<T>[]>,
): () => void {
  const constraints: QueryConstraint[] = Object.entries(filter.equals ?? {}).map(([field, value]) =>
    where(field, '==', value),
  );
  if (filter.newestBy !== undefined) constraints.push(orderBy(filter.newestBy, 'desc'));
  constraints.push(limit(filter.limit));
  return followQuery(
    query(collection(firestore(), name), ...constraints),
    (document) => ({ id: document.id, value: fromDocument(document.data()) as T }),
    observer,
  );
}

/** The store keeps `expireAt` as a Timestamp, for its TTL; records say it in milliseconds. */
function fromDocument(data: DocumentData): DocumentData {
  const expireAt: unknown = data['expireAt'];
  return expireAt instanceof Timestamp ? { ...data, expireAt: expireAt.toMillis() } : data;
}
