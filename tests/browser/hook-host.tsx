import { type ReactNode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { inject, vi } from 'vitest';

import { AuthProvider } from '@/components/auth/auth-provider';
import { type AppUser, useUser } from '@/hooks/use-user';
import type { ClientConfig } from '@/lib/firebase/client/client-config';

const PATIENCE_MS = 120_000;

export interface HookHost<P, R> {
  /** The guest who is signed in. */
  userId: string;
  /** Gives the hooks these options, and waits until they have answered them. */
  render(options: P): Promise<R>;
  /** What the hooks return once it is so. @throws with what they last returned, when it does not come */
  until(holds: (returned: R) => boolean): Promise<R>;
  close(): Promise<void>;
}

interface Seen<P, R> {
  options: P;
  user: AppUser | null;
  returned: R;
}

/**
 * Runs hooks of the app in a component of their own, inside the app's sign-in and against the running app, as React
 * runs them for people: with its own scheduling, not in `act`.
 */
export async function hostHooks<P, R>(
  useHooks: (options: P) => R,
  first: P,
): Promise<HookHost<P, R>> {
  let seen: Seen<P, R> | undefined;
  const report = (now: Seen<P, R>): void => {
    seen = now;
  };
  function Hooks({ options }: { options: P }): ReactNode {
    const { user } = useUser();
    const returned = useHooks(options);
    useEffect(() => report({ options, user, returned }));
    return null;
  }

  const until = async (holds: (now: Seen<P, R>) => boolean): Promise<Seen<P, R>> => {
    try {
      await vi.waitUntil(() => seen !== undefined && holds(seen), {
        timeout: PATIENCE_MS,
        interval: 20,
      });
    } catch (cause) {
      throw new Error(`Not within ${PATIENCE_MS / 1_000} s. Last: ${JSON.stringify(seen)}`, {
        cause,
      });
    }
    return seen as Seen<P, R>;
  };

  const { projectId, authUrl, firestoreHost, firestorePort, url } = inject('stack');
  const config: ClientConfig = {
    ...{ apiKey: 'emulator', authDomain: null, projectId, appId: null, googleSignIn: false },
    emulators: { authUrl, firestoreHost, firestorePort },
  };
  const { happyDOM } = window as unknown as { happyDOM: { setURL: (url: string) => void } };
  happyDOM.setURL(url);
  const root = createRoot(document.createElement('div'));
  const render = async (options: P): Promise<R> => {
    root.render(
      <AuthProvider config={config}>
        <Hooks options={options} />
      </AuthProvider>,
    );
    return (await until((now) => now.options === options)).returned;
  };

  await render(first);
  const { signInAsGuest } = await import('@/lib/firebase/client/auth');
  await signInAsGuest();
  const { user } = await until((now) => now.user !== null);
  return {
    userId: user?.uid ?? '',
    render,
    until: async (holds) => (await until(({ returned }) => holds(returned))).returned,
    close: async () => {
      root.unmount();
      const { closeFirestore } = await import('@/lib/firebase/client/firestore');
      await closeFirestore();
    },
  };
}
