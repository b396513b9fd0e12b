import type {
  DocumentReference,
  DocumentSnapshot,
  Query,
  QuerySnapshot,
} from 'firebase-admin/firestore';

import type { Observer, Unsubscribe } from '../../queue/ports/job-store';
import { portError } from './errors';
import type { StoreMeter } from './meter';
import { type Listened, listenWithLooks } from './missed-changes';
import { versionOf } from './version';

/** Opens listeners, whose errors are what the port promises. */
export interface Listen {
  /** Follows a query; each document that comes, changes or leaves is billed as a read. */
  toQuery<T>(
    query: Query,
    read: (snapshot: QuerySnapshot) => T,
    observer: Observer<T>,
  ): Unsubscribe;
  /** Follows one document. */
  toDocument<T>(
    ref: DocumentReference,
    read: (snapshot: DocumentSnapshot) => T,
    observer: Observer<T>,
  ): Unsubscribe;
}

/** @param emulated whether the database is the emulator's, whose listeners miss changes */
export function createListen(meter: StoreMeter, emulated: boolean): Listen {
  const follow = <S, T>(
    source: Listened<S>,
    read: (snapshot: S) => T,
    observer: Observer<T>,
  ): Unsubscribe => {
    const next = (snapshot: S): void => observer.next(read(snapshot));
    const error = (thrown: Error): void => observer.error(portError(thrown));
    return emulated ? listenWithLooks(source, next, error) : source.listen(next, error);
  };

  return {
    toQuery: (query, read, observer) => {
      let first = true;
      const listen: Listened<QuerySnapshot>['listen'] = (next, error) =>
        query.onSnapshot((snapshot) => {
          const changes = snapshot.docChanges().length;
          meter.reads(first ? Math.max(changes, 1) : changes);
          first = false;
          next(snapshot);
        }, error);
      const versionsOf = ({ docs }: QuerySnapshot): string => docs.map(placed).join();
      return follow({ listen, read: () => query.get(), versionsOf }, read, observer);
    },
    toDocument: (ref, read, observer) => {
      const listen: Listened<DocumentSnapshot>['listen'] = (next, error) =>
        ref.onSnapshot((snapshot) => {
          meter.reads(1);
          next(snapshot);
        }, error);
      return follow({ listen, read: () => ref.get(), versionsOf: placed }, read, observer);
    },
  };
}

function placed({ id, updateTime }: DocumentSnapshot): string {
  return `${id}@${updateTime === undefined ? 'none' : versionOf(updateTime)}`;
}
