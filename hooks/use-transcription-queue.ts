'use client';

import { useCallback, useEffect, useRef } from 'react';

import type { Job } from '@/lib/jobs/job';
import type { Priority } from '@/lib/jobs/priority';
import { isEnded } from '@/lib/jobs/state';

import { type ApiProblem, apiFetch } from './api';
import { useJobs } from './use-jobs';
import { useUser } from './use-user';

export interface UseTranscriptionQueueOptions {
  /** Only one's own: another `userId` than the signed-in person's follows nothing. */
  userId: string;
  /** Called once for each transcription that ends well while the page is there. */
  onComplete?: (job: Job) => void;
  /** Called once for each that fails. */
  onError?: (job: Job) => void;
}

export interface QueueTranscriptionOptions {
  priority?: Priority;
  sessionId?: string;
  metadata?: { audioSize?: number; estimatedDuration?: number };
}

export interface QueuedRequest {
  /** The job's id. */
  requestId: string;
  /** 1 is next; 0 when it no longer waits. */
  position: number;
  /** Milliseconds; null when nothing was measured. */
  estimatedWait: number | null;
  rateLimitInfo: { remaining: number };
}

export interface UseTranscriptionQueue {
  /** @throws ApiProblem; 429 with `retryAfter` when the allowance is used up */
  queueTranscription: (
    request: { audioDataUri: string },
    options?: QueueTranscriptionOptions,
  ) => Promise<QueuedRequest>;
  /** Newest first. */
  requests: Job[];
  isLoading: boolean;
  error: ApiProblem | null;
  hasActiveRequests: boolean;
}

/** Queues short recordings and follows the person's transcriptions live. */
export function useTranscriptionQueue(
  options: UseTranscriptionQueueOptions,
): UseTranscriptionQueue {
  const { user } = useUser();
  const { jobs, isLoading, error } = useJobs({
    kinds: ['transcription'],
    enabled: user?.uid === options.userId,
  });
  useEndings(jobs, options);
  const queueTranscription = useCallback(
    (request: { audioDataUri: string }, more: QueueTranscriptionOptions = {}) =>
      apiFetch<QueuedRequest>('/api/transcription-queue', { body: { ...request, ...more } }),
    [],
  );
  return {
    queueTranscription,
    requests: jobs,
    isLoading,
    error,
    hasActiveRequests: jobs.some(({ state }) => !isEnded(state)),
  };
}

/** Tells of jobs that were seen alive and have ended since. */
function useEndings(
  jobs: readonly Job[],
  { onComplete, onError }: UseTranscriptionQueueOptions,
): void {
  const alive = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs) {
      if (!isEnded(job.state)) alive.current.add(job.id);
      else if (alive.current.delete(job.id)) {
        if (job.state === 'completed') onComplete?.(job);
        if (job.state === 'failed') onError?.(job);
      }
    }
  }, [jobs, onComplete, onError]);
}
