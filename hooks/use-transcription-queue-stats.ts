'use client';

import useSWR from 'swr';

import { type ApiProblem, apiFetch } from './api';
import { useSteadyRetry } from './use-steady-retry';
import { useUser } from './use-user';

/** How busy the transcription queue is, and what its caller may still submit. */
export interface TranscriptionQueueStats {
  currentQueueSize: number;
  /** 0 to 1, of the last five minutes; null when nothing ended. */
  successRate: number | null;
  /** Half of the last five minutes' waited no longer. Milliseconds; null when nothing was measured. */
  medianWaitMs: number | null;
  servers: number;
  userRateLimit: { limit: number; remaining: number; resetMs: number };
}

const REFRESH_MS = 5_000;

/** The queue as the signed-in person may see it; asked for again every five seconds while the page is looked at. */
export function useTranscriptionQueueStats() {
  const { user } = useUser();
  return useSWR<TranscriptionQueueStats, ApiProblem>(
    user === null ? null : ['/api/transcription-queue', user.uid],
    ([path]: [string]) => apiFetch<TranscriptionQueueStats>(path),
    { refreshInterval: REFRESH_MS, ...useSteadyRetry() },
  );
}
