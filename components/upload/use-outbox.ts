'use client';

import { useSyncExternalStore } from 'react';

import { EMPTY_SNAPSHOT, type OutboxSnapshot } from '@/lib/outbox/outbox-view';

import { outboxClient, type OutboxClient } from './outbox-client';

/** The signed-in person's outbox and what is in it, live. Browser only: render it after sign-in is known. */
export function useOutbox(userId: string): OutboxSnapshot & { client: OutboxClient } {
  const client = outboxClient(userId);
  const snapshot = useSyncExternalStore(
    client.outbox.view.subscribe,
    client.outbox.view.getSnapshot,
    () => EMPTY_SNAPSHOT,
  );
  return { ...snapshot, client };
}
