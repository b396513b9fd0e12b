import type { JobError } from '../../jobs/error';
import { isOutage } from './breaker-policy';

/** A call under way. Monotonic milliseconds. */
export interface Witness {
  since: number;
}

/** Silent for so much of the time that a call has waited is silent enough to say the same. */
const SILENT_PART = 0.5;

/**
 * Tells a provider that is out from a call that is too much for it, by what the model's other calls on this server
 * meet in the same time. Pure.
 */
export class CallWitnesses {
  readonly #underWay = new Set<Witness>();
  #answeredAt = -Infinity;
  #outAt = -Infinity;

  began(now: number): Witness {
    const call = { since: now };
    this.#underWay.add(call);
    return call;
  }

  /**
   * @param end its error null when it says nothing of the provider
   * @returns whether others met nothing but silence and outages since it began, and there was one
   */
  ended(call: Witness, end: { ok: boolean; error: JobError | null }, now: number): boolean {
    this.#underWay.delete(call);
    const alike = this.#answeredAt < call.since && this.#anotherIsOut(call, now);
    if (end.ok || (end.error !== null && !isOutage(end.error))) this.#answeredAt = now;
    else if (end.error !== null) this.#outAt = now;
    return alike;
  }

  #anotherIsOut({ since }: Witness, now: number): boolean {
    const silentSince = now - (now - since) * SILENT_PART;
    return this.#outAt >= since || [...this.#underWay].some((other) => other.since <= silentSince);
  }
}
