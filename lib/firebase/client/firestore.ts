import {
  collection,
  connectFirestoreEmulator,
  doc,
  type Firestore,
  initializeFirestore,
  limit,
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
import type { FeedObserver } from './feed-observer';
import { followDocument, followQuery } from './follow';

/** This module carries the Firestore SDK: load it with a dynamic import, so that it stays out of first loads. */

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

/** Follows one job. A null is a job that is gone; Firestore may answer `denied` for it instead. */
export function watchJob(id: string, observer: FeedObserver<Job | null>): () => void {
  const ref = doc(firestore(), 'jobs', id);
  return followDocument(ref, (data) => jobFromDocument(id, data), observer);
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
  return followQuery(
    query(collection(firestore(), 'jobs'), ...constraints),
    (document) => jobFromDocument(document.id, document.data()),
    observer,
  );
}

/** Drops the connection and everything that was cached. The next use starts anew. */
export async function closeFirestore(): Promise<void> {
  const closing = instance;
  instance = null;
  if (closing !== null) await terminate(closing);
}
