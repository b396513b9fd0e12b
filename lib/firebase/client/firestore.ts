import {
  collection,
  connectFirestoreEmulator,
  doc,
  type Firestore,
  type FirestoreError,
  initializeFirestore,
  limit,
  onSnapshot,
  orderBy,
  query,
  type QueryConstraint,
  terminate,
  where,
} from 'firebase/firestore';

import { jobFromDocument } from '@/lib/jobs/document';
import type { Job } from '@/lib/jobs/job';
import { JOB_STATES, type JobState } from '@/lib/jobs/state';

import { firebaseApp } from './app';

/** This module carries the Firestore SDK: load it with a dynamic import, so that it stays out of first loads. */

/** What a listener saw, and whether the server vouches for it now. */
export interface Seen<T> {
  value: T;
  /** True while there is no connection: shown, but perhaps old. */
  stale: boolean;
}

export interface FeedObserver<T> {
  next(seen: Seen<T>): void;
  /** The listener has ended. `denied` is what Firestore answers for a missing document, too. */
  error(error: { denied: boolean; message: string }): void;
}

export interface JobsFilter {
  userId: string;
  /** Empty: every kind. */
  kinds: readonly string[];
  /** Empty: every state. */
  states: readonly JobState[];
  subjectId: string | null;
  /** The job that has made them; absent: any, or none. */
  parentId?: string;
  limit: number;
}

let instance: Firestore | null = null;

/** The connection, opened at the first use. */
export function firestore(): Firestore {
  if (instance !== null) return instance;
  const { app, config } = firebaseApp();
  // The default cache is memory: nothing of a person stays in the browser after they leave.
  instance = initializeFirestore(app, {});
  if (config.emulators !== null) {
    connectFirestoreEmulator(
      instance,
      config.emulators.firestoreHost,
      config.emulators.firestorePort,
    );
  }
  return instance;
}

/** Tells an observer that its listener has ended. */
export function ended(observer: FeedObserver<never>): (error: FirestoreError) => void {
  return (error) =>
    observer.error({ denied: error.code === 'permission-denied', message: error.message });
}

/** Follows one job. A null is a job that is gone; Firestore may answer `denied` for it instead. */
export function watchJob(id: string, observer: FeedObserver<Job | null>): () => void {
  return onSnapshot(
    doc(firestore(), 'jobs', id),
    { includeMetadataChanges: true },
    (snapshot) => {
      const data = snapshot.data();
      const stale = snapshot.metadata.fromCache;
      // "Not in the cache" is no news about the server.
      if (data === undefined && stale) return;
      observer.next({ value: data === undefined ? null : jobFromDocument(id, data), stale });
    },
    ended(observer),
  );
}

/** Follows a person's newest jobs. */
export function watchJobs(filter: JobsFilter, observer: FeedObserver<Job[]>): () => void {
  const constraints: QueryConstraint[] = [where('userId', '==', filter.userId)];
  if (filter.subjectId !== null) constraints.push(where('subjectId', '==', filter.subjectId));
  if (filter.parentId !== undefined) constraints.push(where('parentId', '==', filter.parentId));
  if (filter.kinds.length > 0) constraints.push(where('kind', 'in', [...filter.kinds]));
  // All states are none to look for, and count against the 30 combinations that a query may have.
  const some = filter.states.length > 0 && filter.states.length < JOB_STATES.length;
  if (some) constraints.push(where('state', 'in', [...filter.states]));
  constraints.push(orderBy('createdAt', 'desc'), limit(filter.limit));
  return onSnapshot(
    query(collection(firestore(), 'jobs'), ...constraints),
    { includeMetadataChanges: true },
    (snapshot) => {
      const stale = snapshot.metadata.fromCache;
      // An empty cache is no news about the server.
      if (snapshot.empty && stale) return;
      const jobs = snapshot.docs.map((entry) => jobFromDocument(entry.id, entry.data()));
      observer.next({ value: jobs, stale });
    },
    ended(observer),
  );
}

/** Drops the connection and everything that was cached. The next use starts anew. */
export async function closeFirestore(): Promise<void> {
  const closing = instance;
  instance = null;
  if (closing !== null) await terminate(closing);
}
