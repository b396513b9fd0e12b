'use client';

import { useNow } from '@/hooks/use-now';
import type { Millis } from '@/lib/jobs/job';

import { absoluteTime, relativeTime } from './time-words';

/** "3 minutes ago", kept true while it is looked at; the exact time on hover and for machines. */
export function RelativeTime({ at }: { at: Millis }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={absoluteTime(at)}>
      {now === 0 ? absoluteTime(at) : relativeTime(at, now)}
    </time>
  );
}
