import {
  type DocumentData,
  type DocumentReference,
  type FirestoreError,
  onSnapshot,
  type Query,
  type QueryDocumentSnapshot,
} from 'firebase/firestore';

import type { FeedObserver } from './feed-observer';
import { renewQuiet } from './renew-quiet';
import { clientConfig } from './runtime-config';

const WITH_METADATA = { includeMetadataChanges: true };

/** Follows one document; a null is one that is not there. */
export function followDocument<T>(
  ref: DocumentReference,
  read: (data: DocumentData) => T,
  observer: FeedObserver<T | null>,
): () => void {
  return follow<T | null>(
    ({ next, error }) =>
      onSnapshot(
        ref,
        WITH_METADATA,
        (snapshot) => {
          const data = snapshot.data();
          const stale = snapshot.metadata.fromCache;
          // "Not in the cache" is no news about the server.
          if (data === undefined && stale) return;
          next({ value: data === undefined ? null : read(data), stale });
        },
        ended(error),
      ),
    observer,
  );
}

/** Follows all documents of a query. */
export function followQuery<T>(
  query: Query,
  read: (document: QueryDocumentSnapshot) => T,
  observer: FeedObserver<T[]>,
): () => void {
  return follow<T[]>(
    ({ next, error }) =>
      onSnapshot(
        query,
        WITH_METADATA,
        (snapshot) => {
          const stale = snapshot.metadata.fromCache;
          // An empty cache is no news about the server.
          if (snapshot.empty && stale) return;
          next({ value: snapshot.docs.map(read), stale });
        },
        ended(error),
      ),
    observer,
  );
}

function follow<T>(
  open: (observer: FeedObserver<T>) => () => void,
  observer: FeedObserver<T>,
): () => void {
  return clientConfig().emulators === null ? open(observer) : renewQuiet(open, observer);
}

function ended(tell: FeedObserver<never>['error']): (error: FirestoreError) => void {
  return (error) => tell({ denied: error.code === 'permission-denied', message: error.message });
}
