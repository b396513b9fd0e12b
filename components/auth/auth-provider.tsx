'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { SWRConfig } from 'swr';

import { type AppUser, AuthContext, type AuthState } from '@/hooks/use-user';
import type { ClientConfig } from '@/lib/firebase/client/client-config';
import { configureFirebase } from '@/lib/firebase/client/runtime-config';
import { ensureSession, forgetSession } from '@/lib/firebase/client/session';

const SDK_RETRY_MS = 3_000;
const SESSION_RETRY_MS = 20_000;

/**
 * Follows who is signed in. When a person leaves, in this tab or another, everything below is unmounted, its
 * listeners end, and what they had loaded is gone.
 */
export function AuthProvider({ config, children }: { config: ClientConfig; children: ReactNode }) {
  configureFirebase(config);
  const [state, setState] = useState<AuthState>({ status: 'loading', user: null });
  const [departures, setDepartures] = useState(0);

  useEffect(() => {
    let lastUid: string | null = null;
    return watchSignIn((user) => {
      if (lastUid !== null && lastUid !== user?.uid) {
        setDepartures((count) => count + 1);
        forgetSession();
        void dropFirestore();
      }
      const left = lastUid !== null;
      lastUid = user?.uid ?? null;
      setState(
        user === null ? { status: 'signed-out', user, left } : { status: 'signed-in', user },
      );
    });
  }, []);

  const uid = state.user?.uid ?? null;
  useEffect(() => (uid === null ? undefined : keepSession(uid)), [uid]);

  return (
    <AuthContext value={state}>
      <SWRConfig key={departures} value={{ provider: () => new Map() }}>
        {children}
      </SWRConfig>
    </AuthContext>
  );
}

/** Loads the SDK, again and again while that fails, and follows the sign-in that it holds. */
function watchSignIn(next: (user: AppUser | null) => void): () => void {
  let stop: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = false;
  const start = () => {
    import('@/lib/firebase/client/auth').then(
      ({ watchUser }) => {
        if (!left) stop = watchUser(next);
      },
      () => {
        if (!left) timer = setTimeout(start, SDK_RETRY_MS);
      },
    );
  };
  start();
  return () => {
    left = true;
    clearTimeout(timer);
    stop?.();
  };
}

async function dropFirestore(): Promise<void> {
  const { closeFirestore } = await import('@/lib/firebase/client/firestore');
  await closeFirestore();
}

/** Renews the cookie when the page is looked at and when the network is back; tries again while that fails. */
function keepSession(uid: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = false;
  const renew = () => {
    clearTimeout(timer);
    if (document.visibilityState !== 'visible') return;
    ensureSession(uid).catch(() => {
      if (!left) timer = setTimeout(renew, SESSION_RETRY_MS);
    });
  };
  renew();
  document.addEventListener('visibilitychange', renew);
  window.addEventListener('online', renew);
  return () => {
    left = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', renew);
    window.removeEventListener('online', renew);
  };
}
