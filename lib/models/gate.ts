import type { JobError } from '../jobs/error';
import type { Millis } from '../jobs/job';

/** One of a provider's keys, named without telling it. */
export interface CallKey {
  /** The same on every server, for the same key. */
  id: string;
  /** For a person: `google #1`. */
  label: string;
}

/** A call of a model that wants to go out. */
export interface CallRequest {
  provider: string;
  model: string;
  /** The keys that may be used, in the configuration's order; at least one. */
  keys: readonly CallKey[];
  /** What it will probably take, both ways. */
  estimatedTokens: number;
  signal: AbortSignal;
}

export type CallOutcome =
  /** `tokens` both ways; null when the provider did not count. */
  | { ok: true; tokens: number | null }
  /** `error` is null when the caller gave up: that says nothing of the provider. */
  | { ok: false; error: JobError | null };

/** Leave to make one call. */
export interface CallPermit {
  /** The `id` of the key to use. */
  keyId: string;
  /**
   * Tells how the call ended; must be called once.
   * @returns a failure as the job is to know it: a time-out while the provider is out is no fault of the job
   */
  settle(outcome: CallOutcome): JobError | null;
}

/** Why a model is not asked now. */
export interface Hold {
  /** About when it will be. Wall clock of this machine. */
  until: Millis;
  /** One sentence for a person. */
  message: string;
}

/** What stands between us and the providers: who may call which model, when, with which key. */
export interface CallGate {
  /**
   * Waits where the wait is short.
   * @throws JobError `overloaded` or `rate_limited`, with the time after which to come again; the signal's reason once aborted
   */
  enter(request: CallRequest): Promise<CallPermit>;
  /** Null when a call may go out now, or soon. From memory: no I/O. */
  hold(provider: string, model: string): Hold | null;
}

/** A gate that lets everything through and uses a provider's keys in turn. */
export function openGate(): CallGate {
  const lastUsed = new Map<string, number>();
  let calls = 0;
  return {
    enter: async ({ keys, signal }) => {
      signal.throwIfAborted();
      const turn = ({ id }: CallKey): number => lastUsed.get(id) ?? 0;
      const [key] = keys.toSorted((a, b) => turn(a) - turn(b));
      if (key === undefined) throw new Error('a call without a key');
      lastUsed.set(key.id, (calls += 1));
      return { keyId: key.id, settle: (outcome) => (outcome.ok ? null : outcome.error) };
    },
    hold: () => null,
  };
}

/** The hold that ends first; null unless all are held. */
export function soonestHold(holds: readonly (Hold | null)[]): Hold | null {
  let soonest: Hold | null = null;
  for (const hold of holds) {
    if (hold === null) return null;
    if (soonest === null || hold.until < soonest.until) soonest = hold;
  }
  return soonest;
}
