import { doc } from 'firebase/firestore';

import { newSubmitter, type Submitter, submitterKey } from '@/lib/cluster/submitter';

import { firestore } from './firestore';
import type { FeedObserver } from './feed-observer';
import { followDocument } from './follow';

/** Follows what the queue remembers of the signed-in person. Null before their first submit. */
export function watchSubmitter(
  userId: string,
  observer: FeedObserver<Submitter | null>,
): () => void {
  const ref = doc(firestore(), 'rate_limits', submitterKey(userId));
  return followDocument(
    ref,
    (data) => ({ ...newSubmitter(userId), ...(data as Partial<Submitter>) }),
    observer,
  );
}
