'use client';

import { useDeferredValue, useMemo, useState } from 'react';

import type { Segment } from '@/lib/jobs/kinds/transcription';

import { findHits, hitsBySegment, stepHit } from './find';
import { scrollToSegment } from './scroll-to-segment';

/** A search within the transcript: what is found, where it stands, one step on or back. */
export function useSearch(segments: readonly Segment[]) {
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState(-1);
  const wanted = useDeferredValue(query);
  const hits = useMemo(() => findHits(segments, wanted), [segments, wanted]);
  const bySegment = useMemo(() => hitsBySegment(hits), [hits]);

  const step = (direction: 1 | -1) => {
    const next = stepHit(current < hits.length ? current : -1, hits.length, direction);
    setCurrent(next);
    const hit = hits[next];
    if (hit !== undefined) scrollToSegment(hit.segment);
  };
  return {
    query,
    search: (text: string) => {
      setQuery(text);
      setCurrent(-1);
    },
    hits: bySegment,
    count: hits.length,
    current,
    currentHit: hits[current] ?? null,
    step,
  };
}
