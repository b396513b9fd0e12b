'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

import { useKinds } from '@/hooks/use-kinds';
import type { JobState } from '@/lib/jobs/state';

/** What a person means by a state: three of the engine's are all "in progress" to them. */
export const STAGES = {
  active: { label: 'In progress', states: ['scheduled', 'pending', 'processing'] },
  completed: { label: 'Done', states: ['completed'] },
  failed: { label: 'Failed', states: ['failed'] },
  cancelled: { label: 'Cancelled', states: ['cancelled'] },
} as const satisfies Record<string, { label: string; states: readonly JobState[] }>;

export type Stage = keyof typeof STAGES;

export interface LibraryFilters {
  /** Null: every kind. */
  kind: string | null;
  /** Null: every stage. */
  stage: Stage | null;
  search: string;
}

export function isStage(text: string): text is Stage {
  return Object.hasOwn(STAGES, text);
}

/** The library's filters, which live in the address: a reload or a shared link shows the same list. */
export function useLibraryFilters(): {
  filters: LibraryFilters;
  change: (change: Partial<LibraryFilters>) => void;
  clear: () => void;
} {
  const params = useSearchParams();
  const kinds = useKinds();
  const kind = params.get('kind');
  const state = params.get('state') ?? '';
  const filters: LibraryFilters = {
    kind: kinds.some((known) => known.name === kind) ? kind : null,
    stage: isStage(state) ? state : null,
    search: params.get('q') ?? '',
  };

  const change = useCallback((changed: Partial<LibraryFilters>) => {
    const next = new URLSearchParams(window.location.search);
    if (changed.kind !== undefined) put(next, 'kind', changed.kind);
    if (changed.stage !== undefined) put(next, 'state', changed.stage);
    if (changed.search !== undefined) put(next, 'q', changed.search);
    const query = next.toString();
    // Next follows the address without asking its server: only the list changes.
    window.history.replaceState(null, '', query === '' ? '/library' : `/library?${query}`);
  }, []);
  const clear = useCallback(() => change({ kind: null, stage: null, search: '' }), [change]);

  return { filters, change, clear };
}

function put(params: URLSearchParams, name: string, value: string | null): void {
  if (value === null || value === '') params.delete(name);
  else params.set(name, value);
}
