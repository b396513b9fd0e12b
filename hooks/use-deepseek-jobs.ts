'use client';

import { useCallback } from 'react';

import type { Job } from '@/lib/jobs/job';

import { type ApiProblem, apiFetch } from './api';
import { useJobs } from './use-jobs';
import { useUser } from './use-user';

const KIND_OF_TYPE = {
  chat: 'chat',
  summary: 'summary',
  content_generation: 'content_generation',
} as const;

const ROUTE_OF_TYPE = {
  chat: '/api/deepseek/chat',
  summary: '/api/deepseek/summary',
  content_generation: '/api/deepseek/content-generation',
} as const;

export interface StartJob {
  jobType: keyof typeof ROUTE_OF_TYPE;
  /** A completed transcription; its text is used unless `transcriptionText` is given. One of the two is needed. */
  transcriptionId?: string;
  transcriptionText?: string;
  /** The question, the wish, or for a summary: brief, detailed, key_points, action_items. */
  prompt: string;
  contentTypeId?: string;
  contentTypeName?: string;
  contentCategory?: string;
  maxWords?: number;
}

/**
 * Starts and follows a person's language-model jobs. Only one's own: another `userId` than the signed-in
 * person's follows nothing. `startJob` answers the new job's id, once the server has confirmed it.
 */
export function useDeepSeekJobs(options: { userId: string }): {
  startJob: (start: StartJob) => Promise<string>;
  jobs: Job[];
  isLoading: boolean;
  error: ApiProblem | null;
} {
  const { user } = useUser();
  const { jobs, isLoading, error } = useJobs({
    kinds: Object.values(KIND_OF_TYPE),
    enabled: user?.uid === options.userId,
  });
  const startJob = useCallback(async ({ jobType, ...body }: StartJob) => {
    const { jobId } = await apiFetch<{ jobId: string }>(ROUTE_OF_TYPE[jobType], {
      body,
      idempotencyKey: crypto.randomUUID(),
    });
    return jobId;
  }, []);
  return { startJob, jobs, isLoading, error };
}
