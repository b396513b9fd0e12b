'use client';

import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';

import { useUser } from '@/hooks/use-user';

import { signInPath } from './safe-next';

/** Sends a signed-out visitor to the sign-in page, and back here afterwards. While it is not known, shows the page's own skeletons. */
export function RequireUser({ children }: { children: ReactNode }) {
  const { status } = useUser();
  const pathname = usePathname();
  const router = useRouter();

  useEffect(() => {
    if (status !== 'signed-out') return;
    router.replace(signInPath(`${pathname}${window.location.search}`));
  }, [status, pathname, router]);

  return status === 'signed-out' ? null : children;
}
