'use client';

import { useMemo } from 'react';
import useSWR from 'swr';

import { apiFetch, LONG_ANSWER_MS } from '@/hooks/api';
import type { Job } from '@/lib/jobs/job';
import type { KindName, OutputOf, ParsedInputOf } from '@/lib/jobs/registry';

export interface JobContent<K extends KindName> {
  input: ParsedInputOf<K> | null;
  output: OutputOf<K> | null;
}

const isWhole = (job: Job) => job.inputParts === 0 && job.outputParts === 0;

/** The server wrote both with the kind's schema: they are read back, not checked again. */
function parse<K extends KindName>(job: Job): JobContent<K> {
  const read = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
  return {
    input: read(job.input) as JobContent<K>['input'],
    output: read(job.output) as JobContent<K>['output'],
  };
}

/** Input and output of a listed job; those too large for its document come from the server. @throws ApiProblem */
export function readContent<K extends KindName>(job: Job): Promise<JobContent<K>> {
  if (isWhole(job)) return Promise.resolve(parse<K>(job));
  return apiFetch<JobContent<K>>(`/api/jobs/${encodeURIComponent(job.id)}`, {
    timeLimitMs: LONG_ANSWER_MS,
  });
}

/** The same for what is on the screen: null parts while they load. */
export function useJobContent<K extends KindName>(job: Job) {
  const { id, input, output, state, revision } = job;
  const whole = isWhole(job);
  const inline = useMemo(
    () => (whole ? parse<K>({ input, output } as Job) : null),
    [whole, input, output],
  );
  const fetched = useSWR(whole ? null : ['job-content', id, state, revision], () =>
    readContent<K>(job),
  );
  const content = inline ?? fetched.data ?? { input: null, output: null };
  return { ...content, error: (fetched.error as unknown) ?? null };
}
