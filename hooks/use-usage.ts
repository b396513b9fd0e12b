'use client';

import useSWR from 'swr';

import type { Allowance, Budget } from '@/lib/cluster/allowance';
import type { JobState } from '@/lib/jobs/state';

import { type ApiProblem, apiFetch } from './api';
import { useUser } from './use-user';

/** What a person's kept jobs and recordings add up to. */
export interface Usage {
  jobs: {
    byState: Partial<Record<JobState, number>>;
    byKind: Record<string, number>;
    /** False when only the newest were counted. */
    complete: boolean;
  };
  tokens: { input: number; output: number };
  /** US dollars; null when the price of a part is not known. */
  cost: number | null;
  media: { bytes: number; files: number };
  /** Submits in the long window, then in the burst. */
  allowance: readonly Allowance[];
  /** Of this UTC day. */
  budget: Budget;
}

/** The signed-in person's usage; read again when the page is looked at. */
export function useUsage() {
  const { user } = useUser();
  return useSWR<Usage, ApiProblem>(
    user === null ? null : ['/api/usage', user.uid],
    ([path]: [string]) => apiFetch<Usage>(path),
  );
}
