import { CallWitnesses } from './call-witnesses';
import { type BreakerSurroundings, ModelBreaker } from './model-breaker';
import { ModelLane } from './model-lane';

/** A model with what stands before it: its breaker, and its calls on this server. */
export interface GatedModel {
  provider: string;
  breaker: ModelBreaker;
  lane: ModelLane;
  witnesses: CallWitnesses;
}

/** Every model that was called or asked for on this server. */
export class GatedModels {
  readonly #from: BreakerSurroundings;
  readonly #models = new Map<string, GatedModel>();

  constructor(from: BreakerSurroundings) {
    this.#from = from;
    from.board.onChange(() => {
      for (const { lane } of this.#models.values()) lane.look();
    });
  }

  get(provider: string, model: string): GatedModel {
    const name = `${provider}:${model}`;
    const known = this.#models.get(name);
    if (known !== undefined) return known;
    const breaker = new ModelBreaker(this.#from, provider, model);
    const lane = new ModelLane(this.#from, () => {
      const admission = breaker.admission();
      // Whoever waits in it while the breaker is open is to hear so at once.
      return admission.may === 'call' ? admission.part : Infinity;
    });
    const made = { provider, breaker, lane, witnesses: new CallWitnesses() };
    this.#models.set(name, made);
    return made;
  }

  /** Calls of each model at once that this server allows itself now, by `provider:model`. */
  limits(): Record<string, number> {
    return Object.fromEntries([...this.#models].map(([name, { lane }]) => [name, lane.limit]));
  }
}
