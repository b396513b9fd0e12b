'use client';

import { useEffect } from 'react';

import { useUser } from '@/hooks/use-user';

/**
 * Sends what waits on this device from whichever page is open: after a reload, or when the network is back.
 * Renders nothing; its code is loaded once the page is idle.
 */
export function OutboxKeeper() {
  const { user } = useUser();
  const userId = user?.uid;
  useEffect(() => {
    if (userId === undefined) return undefined;
    let left = false;
    const timer = setTimeout(() => {
      void import('./outbox-client').then(({ outboxClient }) => {
        if (!left) outboxClient(userId);
      });
    }, START_AFTER_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [userId]);
  return null;
}

/** The page that a person opened comes first. */
const START_AFTER_MS = 2_000;
