/** The part of the window's height in which a line counts as in view; below it floats the player. */
const TOP = 0.18;
const BOTTOM = 0.68;

/** Brings a segment into view, unless it comfortably is, without moving the focus. */
export function scrollToSegment(index: number, options: { always?: boolean } = {}): void {
  const row = document.getElementById(`segment-${index}`);
  if (row === null) return;
  const { top, bottom } = row.getBoundingClientRect();
  const inView = top > window.innerHeight * TOP && bottom < window.innerHeight * BOTTOM;
  if (inView && options.always !== true) return;
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  row.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
}
