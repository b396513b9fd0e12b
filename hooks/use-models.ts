'use client';

import useSWR from 'swr';

import type { Engine } from '@/lib/jobs/kinds/engine';

import { type ApiProblem, apiFetch } from './api';
import { useUser } from './use-user';

/** In the order in which they are tried; the local ones, which need no key, are last. */
export interface Models {
  language: Engine[];
  speech: Engine[];
}

/** The engines that are configured. */
export function useModels() {
  const { user } = useUser();
  return useSWR<Models, ApiProblem>(user === null ? null : '/api/models', (path: string) =>
    apiFetch<Models>(path),
  );
}
