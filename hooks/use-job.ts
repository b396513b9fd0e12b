'use client';

import { useMemo } from 'react';
import useSWR from 'swr';

import type { Job } from '@/lib/jobs/job';
import type { KindName, OutputOf, ParsedInputOf } from '@/lib/jobs/registry';

import { ApiProblem, apiFetch, LONG_ANSWER_MS } from './api';
import { useFeed } from './use-feed';
import { useSteadyRetry } from './use-steady-retry';
import { useUser } from './use-user';

const POSITION_POLL_MS = 4_000;

/** Where a waiting job stands, as `GET /api/jobs/{id}` says it. */
export interface JobPosition {
  /** 1 is next. */
  position: number;
  /** Whether an administrator has paused its queue. */
  paused: boolean;
  /** Milliseconds; null when nothing was measured, no server is alive, or the queue is paused. */
  estimatedWaitMs: number | null;
  /** Servers that are alive and take such jobs. */
  servers: number;
}

export interface UseJob<K extends KindName> {
  /** Null while loading, and when `error` says that there is none. */
  job: Job | null;
  /** Parsed; null until completed. */
  output: OutputOf<K> | null;
  /** Parsed; null while loading. */
  input: ParsedInputOf<K> | null;
  isLoading: boolean;
  /** Status 404 for a job that is missing, deleted, or somebody else's. */
  error: ApiProblem | null;
  /** True while there is no connection: what is shown may be old. */
  isStale: boolean;
  /** Null unless the job is pending. */
  position: JobPosition | null;
}

interface JobDetail {
  input: unknown;
  output: unknown;
  position: JobPosition | null;
}

const GONE = {
  status: 404,
  code: 'not_found',
  title: 'Not found',
  detail: 'This job does not exist, or it was deleted.',
};

/**
 * One job of the signed-in person, live. Call it with an id that the server has confirmed; a null id
 * follows nothing. The type parameter names the kind: check `job.kind` before you trust `output`'s type.
 */
export function useJob<K extends KindName = KindName>(id: string | null): UseJob<K> {
  const { user } = useUser();
  const userId = user?.uid ?? null;
  const key = id === null || userId === null ? null : [userId, id];
  const { seen, error: feedError } = useFeed<Job | null>(key === null ? null : ['job', ...key], {
    open: async (observer) => {
      const { watchJob } = await import('@/lib/firebase/client/firestore');
      if (id === null) return () => undefined;
      return watchJob(id, observer);
    },
    // Firestore denies a missing job and a foreign one alike; the route tells them from a hiccup.
    explainDenied: async () => {
      if (id !== null) await apiFetch(pathOf(id));
      return null;
    },
  });
  const job = seen?.value ?? null;

  const inParts = job !== null && (job.inputParts > 0 || job.outputParts > 0);
  const detail = useSWR<JobDetail, ApiProblem>(
    key === null || job === null || !inParts
      ? null
      : ['job-detail', ...key, job.state, job.revision, job.attempt],
    fetchWhole,
    { revalidateOnFocus: false, revalidateIfStale: false, keepPreviousData: true },
  );
  const waiting = useSWR<JobDetail, ApiProblem>(
    key === null || job?.state !== 'pending' ? null : ['job-position', ...key],
    fetchPosition,
    {
      refreshInterval: POSITION_POLL_MS,
      dedupingInterval: POSITION_POLL_MS / 2,
      ...useSteadyRetry(),
    },
  );

  const inlineOutput = useParsed(job?.output ?? null);
  const inlineInput = useParsed(job?.input ?? null);
  const output = readPart(inlineOutput, job?.outputParts ?? 0, detail.data?.output);
  const input = readPart(inlineInput, job?.inputParts ?? 0, detail.data?.input);
  const gone = seen !== null && job === null;
  const error =
    feedError ??
    (gone ? new ApiProblem(GONE) : null) ??
    output.error ??
    input.error ??
    (inParts ? (detail.error ?? null) : null);

  return {
    job,
    output: (job?.state === 'completed' ? output.value : null) as OutputOf<K> | null,
    input: input.value as ParsedInputOf<K> | null,
    isLoading:
      id !== null &&
      error === null &&
      (job === null || (job.state === 'completed' && output.value === null)),
    error,
    isStale: seen?.stale ?? false,
    position: job?.state === 'pending' ? (waiting.data?.position ?? null) : null,
  };
}

type DetailKey = [what: string, userId: string, id: string];

function fetchWhole([, , id]: DetailKey): Promise<JobDetail> {
  return apiFetch<JobDetail>(pathOf(id), { timeLimitMs: LONG_ANSWER_MS });
}

function fetchPosition([, , id]: DetailKey): Promise<JobDetail> {
  return apiFetch<JobDetail>(pathOf(id));
}

function pathOf(id: string): string {
  return `/api/jobs/${encodeURIComponent(id)}`;
}

interface Part {
  value: unknown;
  error: ApiProblem | null;
}

function readPart(parsed: Part, parts: number, fetched: unknown): Part {
  return parts > 0 ? { value: fetched ?? null, error: null } : parsed;
}

const NO_PART: Part = { value: null, error: null };

/** Keeps what it parsed: a job's snapshots repeat their long texts unchanged. */
function useParsed(text: string | null): Part {
  return useMemo(() => (text === null ? NO_PART : parse(text)), [text]);
}

function parse(text: string): Part {
  try {
    return { value: JSON.parse(text), error: null };
  } catch {
    const error = new ApiProblem({
      status: 0,
      code: 'unreadable_output',
      title: 'Unreadable result',
      detail: 'This result is damaged and cannot be shown. Delete it and run the job again.',
    });
    return { value: null, error };
  }
}
