import { doc, onSnapshot } from 'firebase/firestore';

import { newSubmitter, type Submitter, submitterKey } from '@/lib/cluster/submitter';

import { ended, type FeedObserver, firestore } from './firestore';

/** Follows what the queue remembers of the signed-in person. Null before their first submit. */
export function watchSubmitter(
  userId: string,
  observer: FeedObserver<Submitter | null>,
): () => void {
  return onSnapshot(
    doc(firestore(), 'rate_limits', submitterKey(userId)),
    { includeMetadataChanges: true },
    (snapshot) => {
      const data = snapshot.data() as Partial<Submitter> | undefined;
      const stale = snapshot.metadata.fromCache;
      // "Not in the cache" is no news about the server.
      if (data === undefined && stale) return;
      observer.next({
        value: data === undefined ? null : { ...newSubmitter(userId), ...data },
        stale,
      });
    },
    ended(observer),
  );
}
