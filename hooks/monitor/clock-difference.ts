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
  lastAt: Millis | null;
}

export const NOTHING_SEEN: ClockSightings = { seemedOld: [], lastAt: null };

/**
 * A change was seen to happen. A first one, and one after a silence, tells nothing: it may be old.
 * @param at when the cluster says that it wrote it
 * @param now by this browser's clock
 */
export function sighted(before: ClockSightings, at: Millis, now: Millis): ClockSightings {
  const continuous = before.lastAt !== null && now - before.lastAt < CONTINUOUS_MS;
  if (!continuous) return { ...before, lastAt: now };
  return { seemedOld: [...before.seemedOld, now - at].slice(-AGREEING), lastAt: now };
}

/**
 * How far this browser's clock is ahead of the cluster's, as far as is known. Milliseconds, negative when it is
 * behind. The way here only ever adds: the least of the sightings is the nearest, one late change is not a clock that
 * is ahead, and a change from the future can only be a clock that is behind.
 */
export function clockAhead({ seemedOld }: ClockSightings): number {
  const least = Math.min(...seemedOld);
  if (least < -TOLERATED_MS) return least;
  return seemedOld.length === AGREEING && least > TOLERATED_MS ? least : 0;
}
