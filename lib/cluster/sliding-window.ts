/**
 * Events of a sliding window, counted in sub-windows: bounded in size, and never an event forgotten early
 * (see `lib/queue/limits/sliding-window.ts`).
 */
export interface SlidingWindow {
  /** Most events in any window. */
  limit: number;
  windowMs: number;
  /** Oldest first. `until`: the end of the sub-window, on the store's clock. */
  buckets: { until: number; count: number }[];
}
