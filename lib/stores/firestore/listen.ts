import type {
  DocumentReference,
  Query,
  QuerySnapshot,
  DocumentSnapshot,
} from 'firebase-admin/firestore';

import type { Observer, Unsubscribe } from '../../queue/ports/job-store';
import { portError } from './errors';
import type { StoreMeter } from './meter';

/** Follows a query; each document that comes, changes or leaves is billed as a read. */
export function listenToQuery<T>(
  query: Query,
  meter: StoreMeter,
  read: (snapshot: QuerySnapshot) => T,
  observer: Observer<T>,
): Unsubscribe {
  let first = true;
  return query.onSnapshot(
    (snapshot) => {
      const changes = snapshot.docChanges().length;
      meter.reads(first ? Math.max(changes, 1) : changes);
      first = false;
      observer.next(read(snapshot));
    },
    (error) => observer.error(portError(error)),
  );
}

/** Follows one document. */
export function listenToDocument<T>(
  ref: DocumentReference,
  meter: StoreMeter,
  read: (snapshot: DocumentSnapshot) => T,
  observer: Observer<T>,
): Unsubscribe {
  return ref.onSnapshot(
    (snapshot) => {
      meter.reads(1);
      observer.next(read(snapshot));
    },
    (error) => observer.error(portError(error)),
  );
}
