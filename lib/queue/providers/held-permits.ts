import type { KeyUse } from '../../cluster/provider-key';
import type { KeySettings } from '../../cluster/settings';
import type { Millis } from '../../jobs/job';
import type { Correction } from './permits-ask';
import type { Taken } from './permits-policy';

/** Leave to make one call with a key. */
export interface Grant {
  estimate: number;
  /** The end of the slot that it was charged to; null when nothing was charged. */
  until: Millis | null;
}

/**
 * What one server holds of a key between two writes of its record: its calls under way, permits for a short slot,
 * and what it owes back. Pure.
 */
export class HeldPermits {
  #calling = 0;
  #pool: { calls: number; tokens: number; until: Millis } | null = null;
  #use: KeyUse | null = null;
  #corrections: Correction[] = [];

  /** Calls under way. */
  get calling(): number {
    return this.#calling;
  }

  /** Calls at once that it may have and does not; null where nobody counts them. */
  get unused(): number | null {
    return this.#use === null ? null : Math.max(0, this.#use.calls - this.#calling);
  }

  /** A call goes out. */
  begin(tokens: number, until: Millis | null): Grant {
    this.#calling += 1;
    return { estimate: tokens, until };
  }

  /** From what was taken before and still holds `at` the latest that it may be; null when that does not do. */
  spend(tokens: number, limits: KeySettings, at: Millis): Grant | null {
    const use = this.#use;
    const room =
      limits.concurrentRequests === null ||
      (use !== null && use.calls > this.#calling && at < use.until);
    if (!room) return null;
    if (limits.requestsPerMinute === null && limits.tokensPerMinute === null) {
      return this.begin(tokens, null);
    }
    const pool = this.#pool;
    if (pool === null || at >= pool.until || pool.calls < 1) return null;
    if (limits.tokensPerMinute !== null && pool.tokens < tokens) return null;
    pool.calls -= 1;
    pool.tokens -= Math.min(tokens, pool.tokens);
    return this.begin(tokens, pool.until);
  }

  /**
   * The call ended.
   * @param tokens what it took; null when nobody counted
   * @returns whether the key has more left than was thought
   */
  ended(grant: Grant, tokens: number | null): boolean {
    this.#calling -= 1;
    if (grant.until === null || tokens === null) return false;
    return this.owe({ requests: 0, tokens: tokens - grant.estimate, until: grant.until });
  }

  /** The call was not made. @returns whether the key has more left than was thought */
  notMade(grant: Grant): boolean {
    this.#calling -= 1;
    if (grant.until === null) return false;
    return this.owe({ requests: -1, tokens: -grant.estimate, until: grant.until });
  }

  /** To be told at the next write. @returns whether the key has more left than was thought */
  owe(correction: Correction): boolean {
    const same = this.#corrections.find(({ until }) => until === correction.until);
    if (same === undefined) this.#corrections.push({ ...correction });
    else {
      same.requests += correction.requests;
      same.tokens += correction.tokens;
    }
    return correction.requests + correction.tokens < 0;
  }

  /**
   * All that is owed, permits that nobody used among it; owed no longer. Nor may calls begin in the room that is not
   * used: the write that tells of it may be applied and never answered.
   */
  surrender(): Correction[] {
    const use = this.#use;
    if (use !== null) this.#use = { ...use, calls: Math.min(use.calls, this.#calling) };
    const owed = this.#corrections;
    this.#corrections = [];
    const pool = this.#pool;
    this.#pool = null;
    if (pool !== null) {
      owed.push({ requests: -pool.calls, tokens: -pool.tokens, until: pool.until });
    }
    return owed;
  }

  /** What a write has taken. */
  keep({ use, spare, until }: Taken): void {
    this.#use = use;
    if (spare.calls > 0) this.#pool = { ...spare, until };
  }
}
