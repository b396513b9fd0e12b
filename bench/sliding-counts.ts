/** Most events in any window of `windowMs`, both of its ends included. @param times ascending, milliseconds */
export function worstWindow(times: readonly number[], windowMs: number): number {
  let first = 0;
  let worst = 0;
  for (const [last, time] of times.entries()) {
    while ((times[first] ?? time) < time - windowMs) first += 1;
    worst = Math.max(worst, last - first + 1);
  }
  return worst;
}

/**
 * Events in a window of `windowMs`, on average over all windows that lie between `from` and `to`: where in its
 * period a regular burst is met by the ends of a measurement does not count.
 */
export function meanWindow(
  times: readonly number[],
  { from, to, windowMs }: { from: number; to: number; windowMs: number },
): number {
  const lastStart = to - windowMs;
  // Of the windows, by where they start, those that hold the event.
  const held = times.map((time) => Math.min(time, lastStart) - Math.max(time - windowMs, from));
  const sum = held.reduce((total, ms) => total + Math.max(ms, 0), 0);
  return sum / (lastStart - from);
}
