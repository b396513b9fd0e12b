import type { ModelUse, RunCounts } from '../../cluster/run-counts';
import { merge, subtract } from './histogram';

/** Both together. */
export function addCounts(a: RunCounts, b: RunCounts): RunCounts {
  return {
    started: a.started + b.started,
    completed: a.completed + b.completed,
    failed: a.failed + b.failed,
    cancelled: a.cancelled + b.cancelled,
    retried: a.retried + b.retried,
    waitMs: merge(a.waitMs, b.waitMs),
    runMs: merge(a.runMs, b.runMs),
    errors: merge(a.errors, b.errors),
    usage: addUses(a.usage, b.usage),
  };
}

/** What one server counted on top of an earlier state of its counts. */
export function countsSince(later: RunCounts, earlier: RunCounts): RunCounts {
  return {
    started: later.started - earlier.started,
    completed: later.completed - earlier.completed,
    failed: later.failed - earlier.failed,
    cancelled: later.cancelled - earlier.cancelled,
    retried: later.retried - earlier.retried,
    waitMs: subtract(later.waitMs, earlier.waitMs),
    runMs: subtract(later.runMs, earlier.runMs),
    errors: subtract(later.errors, earlier.errors),
    usage: Object.fromEntries(
      Object.entries(later.usage).map(([model, use]) => [
        model,
        useSince(use, earlier.usage[model]),
      ]),
    ),
  };
}

/** Both together, model by model. */
export function addUses(
  a: Readonly<Record<string, ModelUse>>,
  b: Readonly<Record<string, ModelUse>>,
): Record<string, ModelUse> {
  const sum = { ...a };
  for (const [model, use] of Object.entries(b)) {
    const before = sum[model];
    sum[model] =
      before === undefined
        ? use
        : {
            tokens: before.tokens + use.tokens,
            cost: before.cost + use.cost,
            calls: before.calls + use.calls,
            cacheHits: before.cacheHits + use.cacheHits,
          };
  }
  return sum;
}

function useSince(later: ModelUse, earlier: ModelUse | undefined): ModelUse {
  if (earlier === undefined) return later;
  return {
    tokens: later.tokens - earlier.tokens,
    cost: later.cost - earlier.cost,
    calls: later.calls - earlier.calls,
    cacheHits: later.cacheHits - earlier.cacheHits,
  };
}
