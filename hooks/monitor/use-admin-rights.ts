'use client';

import useSWR from 'swr';

import type { AdminRights } from '@/lib/firebase/client/auth';

import { useUser } from '../use-user';

export type { AdminRights } from '@/lib/firebase/client/auth';

/**
 * What the signed-in person may do in the monitor; null while that is not known. The rules and the routes decide
 * for themselves: this only spares people a page that would be refused.
 */
export function useAdminRights(): {
  rights: AdminRights | null;
  /** Asks for a new token, which carries a claim that was given since. */
  checkAgain: () => Promise<unknown>;
} {
  const { user } = useUser();
  const { data, mutate } = useSWR<AdminRights>(
    user === null ? null : ['admin-rights', user.uid],
    () => readRights(false),
  );
  return { rights: data ?? null, checkAgain: () => mutate(readRights(true)) };
}

async function readRights(refresh: boolean): Promise<AdminRights> {
  const { adminRights } = await import('@/lib/firebase/client/auth');
  return adminRights({ refresh });
}
