import type { AdaptiveSettings } from '../../cluster/settings';

/**
 * How many calls of one model a server makes at once. Falls by a factor, climbs by one: the rule by which many
 * who know nothing of each other settle at what there is for all (Chiu, Jain 1989).
 */
export interface AdaptiveLimit {
  limit: number;
  /** Since the last change. */
  successes: number;
  /** Monotonic milliseconds; null: never. */
  cutAt: number | null;
}

const CUT = 0.7;

/** Calls that were under way together fail together: that is one sign, not many. Milliseconds. */
const CUT_INTERVAL_MS = 1_000;

/** Begins at the most: nobody has complained yet. */
export function newAdaptiveLimit({ min, max }: AdaptiveSettings): AdaptiveLimit {
  return { limit: Math.max(min, max), successes: 0, cutAt: null };
}

/** Within what the settings say now. */
export function bounded(state: AdaptiveLimit, { min, max }: AdaptiveSettings): AdaptiveLimit {
  const limit = Math.max(min, Math.min(state.limit, max));
  return limit === state.limit ? state : { ...state, limit, successes: 0 };
}

/** The provider was overloaded, or said that we ask too much. */
export function cut(state: AdaptiveLimit, now: number, settings: AdaptiveSettings): AdaptiveLimit {
  if (state.cutAt !== null && now - state.cutAt < CUT_INTERVAL_MS) return state;
  const limit = Math.floor(state.limit * CUT);
  return bounded({ limit, successes: 0, cutAt: now }, settings);
}

/** As many successes as there may be calls at once are worth one more. */
export function succeeded(state: AdaptiveLimit, settings: AdaptiveSettings): AdaptiveLimit {
  const successes = state.successes + 1;
  if (successes < state.limit) return { ...state, successes };
  return bounded({ ...state, limit: state.limit + 1, successes: 0 }, settings);
}
