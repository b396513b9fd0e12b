'use client';

import { RelativeTime } from '@/components/feedback/relative-time';
import type { Millis } from '@/lib/jobs/job';

import { NOTHING } from './words';

/** When something was, or will be, in few words; the exact time on hover. A dash for never. */
export function Moment({ at }: { at: Millis | null }) {
  return at === null ? NOTHING : <RelativeTime at={at} />;
}
