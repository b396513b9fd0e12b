import { clock } from './markdown';
import type { Unit } from './units';

export interface Section {
  title: string;
  /** First position in it. */
  from: number;
  /** First position after it. */
  to: number;
}

/** Shorter recordings are read in one piece. Seconds. */
const WORTH_SECTIONS = 8 * 60;
const SECTION = 5 * 60;
const MOST_SECTIONS = 8;

/** A timed source in stretches of about five minutes; empty for a short or untimed one. */
export function timedSections(units: readonly Unit[]): Section[] {
  const first = units[0];
  const end = units.at(-1)?.end ?? null;
  if (!first || first.start === null || end === null) return [];
  const { start } = first;
  const duration = end - start;
  if (duration < WORTH_SECTIONS) return [];
  const count = Math.min(MOST_SECTIONS, Math.max(2, Math.round(duration / SECTION)));
  const length = duration / count;
  return Array.from({ length: count }, (_, i) => {
    const from = start + i * length;
    const to = i === count - 1 ? Infinity : from + length;
    const inside = units.filter(({ start: at }) => at !== null && at >= from && at < to);
    return {
      title: `${clock(from)} – ${clock(Math.min(to, end))}`,
      from: inside[0]?.position ?? 0,
      to: (inside.at(-1)?.position ?? -1) + 1,
    };
  });
}
