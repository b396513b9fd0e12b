'use client';

import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';

import { useUser } from '@/hooks/use-user';

import { HOME, signInPath } from './safe-next';

/** Sends a signed-out visitor to the sign-in page, and back here afterwards. While it is not known, shows the page's own skeletons. */
export function RequireUser({ children }: { children: ReactNode }) {
  const auth = useUser();
  const signedOut = auth.status === 'signed-out';
  // Who comes after somebody who left must not land on that person's page.
  const left = signedOut && auth.left;
  const pathname = usePathname();
  const router = useRouter();

  useEffect(() => {
    if (!signedOut) return;
    router.replace(left ? signInPath(HOME) : signInPath(`${pathname}${window.location.search}`));
  }, [signedOut, left, pathname, router]);

  return signedOut ? null : children;
}
