'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

import { useUser } from '@/hooks/use-user';
import { ensureSession } from '@/lib/firebase/client/session';

/**
 * Goes on to `to` once somebody is signed in, as soon as the cookie is there too: pages behind the door play
 * recordings with it. Says whether that is under way.
 */
export function useEnter(to: string): boolean {
  const { user } = useUser();
  const router = useRouter();
  const uid = user?.uid ?? null;

  useEffect(() => {
    if (uid === null) return;
    let left = false;
    const enter = () => {
      if (!left) router.replace(to);
    };
    // Without the cookie everything but playback works, and it is tried again on the next page.
    ensureSession(uid).then(enter, enter);
    return () => {
      left = true;
    };
  }, [uid, to, router]);

  return uid !== null;
}
