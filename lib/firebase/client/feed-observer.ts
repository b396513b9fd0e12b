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
