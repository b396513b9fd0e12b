'use client';

import { useEffect, useState } from 'react';

import { type Allowance, allowanceOf, type Budget, budgetOf } from '@/lib/cluster/allowance';
import { subWindowMs } from '@/lib/cluster/sliding-window';
import type { Submitter } from '@/lib/cluster/submitter';

import { useFeed } from './use-feed';
import { useUser } from './use-user';

/** What the signed-in person may still submit and spend, now. */
export interface LiveAllowance {
  /** Submits in the long window, then in the burst. */
  allowance: readonly Allowance[];
  budget: Budget;
}

/**
 * The person's allowance, live: it follows each submit, and grows by this device's clock as time goes on. Null
 * while it is not known, and before the first submit.
 */
export function useAllowance(): LiveAllowance | null {
  const { user } = useUser();
  const userId = user?.uid ?? null;
  const { seen } = useFeed<Submitter | null>(userId === null ? null : ['submitter', userId], {
    open: async (observer) => {
      const { watchSubmitter } = await import('@/lib/firebase/client/submitter');
      return userId === null ? () => undefined : watchSubmitter(userId, observer);
    },
    explainDenied: () => Promise.resolve(null),
  });
  const submitter = seen?.value ?? null;
  const now = useTicking(submitter);
  return submitter === null ? null : allowanceAt(submitter, now);
}

/** Exported for its test. `now` is a device's clock, which may be slow: nothing was submitted after it. */
export function allowanceAt(submitter: Submitter, now: number): LiveAllowance | null {
  if (submitter.windows.length === 0) return null;
  const newest = submitter.windows.map(
    (window) => (window.buckets.at(-1)?.until ?? 0) - subWindowMs(window),
  );
  const time = Math.max(now, ...newest);
  return {
    allowance: allowanceOf(submitter.windows, time),
    budget: budgetOf(submitter, submitter, time),
  };
}

/** The time, renewed each second while something of the allowance is used. */
function useTicking(submitter: Submitter | null): number {
  const [now, setNow] = useState(() => Date.now());
  const until = Math.max(
    0,
    ...(submitter?.windows ?? []).map(
      ({ buckets, windowMs }) => (buckets.at(-1)?.until ?? 0) + windowMs,
    ),
  );
  const running = until > now;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [running, until]);
  return now;
}
