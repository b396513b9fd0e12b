import type { Millis } from '@/lib/jobs/job';

/** Below this it is the way here, not another clock. */
const TOLERATED_MS = 3_000;
/** A change that comes after a longer silence may have been written any time during it. */
const CONTINUOUS_MS = 30_000;
/** So many changes in a row must agree before a browser's clock is taken to be ahead. */
const AGREEING = 3;

/** What a browser has seen of changes that a cluster dated: how old each seemed when it came. */
export interface ClockSightings {
  /** The last ones, in milliseconds: the difference of the clocks plus the way here. */
  seemedOld: readonly number[];
  /** The newest date, and when it was first seen. */
  last: { at: Millis; seenAt: Millis } | null;
}

export const NOTHING_SEEN: ClockSightings = { seemedOld: [], last: null };

/**
 * A change was seen to happen. A first one, and one after a silence, tells nothing: it may be old. Nor does one that
 * was seen before: several parts of a page look at the same change, and the later ones late.
 * @param at when the cluster says that it wrote it
 * @param now by this browser's clock
 */
export function sighted(before: ClockSightings, at: Millis, now: Millis): ClockSightings {
  const { seemedOld, last } = before;
  if (last !== null && at <= last.at) return before;
  const seen = { at, seenAt: now };
  const continuous = last !== null && now - last.seenAt < CONTINUOUS_MS;
  if (!continuous) return { seemedOld, last: seen };
  return { seemedOld: [...seemedOld, now - at].slice(-AGREEING), last: seen };
}

/**
 * How far this browser's clock is ahead of the cluster's, as far as is known. Milliseconds, negative when it is
 * behind. The way here only ever adds. So one change from the future can only be a clock that is behind, and one that
 * is no more from the future a clock that was set right; but one late change is not a clock that is ahead: of several
 * that agree, the quickest is the nearest.
 */
export function clockAhead({ seemedOld }: ClockSightings): number {
  const newest = seemedOld.at(-1) ?? 0;
  if (newest < -TOLERATED_MS) return newest;
  const least = Math.min(...seemedOld);
  return seemedOld.length === AGREEING && least > TOLERATED_MS ? least : 0;
}
