import type { Engine } from '../engine';
import type { StoredJob } from '../ports/job-store';
import type { Bell } from './bell';
import type { ClaimedJob, Runner } from './runner';
import { SeenVersions } from './seen-versions';

/** The slots of one queue on one server: takes jobs into them, claims and runs them. */
export class Intake {
  readonly #engine: Engine;
  readonly #runner: Runner;
  readonly #freed: Bell;
  readonly #seen = new SeenVersions();
  readonly #claiming = new Set<Promise<unknown>>();
  readonly slots: number;
  #busy = 0;

  /** @param freed rings when a slot becomes free */
  constructor(engine: Engine, runner: Runner, slots: number, freed: Bell) {
    this.#engine = engine;
    this.#runner = runner;
    this.slots = slots;
    this.#freed = freed;
  }

  /** Claims under way and jobs that run. */
  get busy(): number {
    return this.#busy;
  }

  get free(): number {
    return this.slots - this.#busy;
  }

  /** Takes as many of a page as there is room for. */
  take(page: readonly StoredJob[]): void {
    for (const stored of page) if (this.free > 0) this.#take(stored);
  }

  /** Until no claim is under way: what is pending then is truly there. */
  async claimsSettled(): Promise<void> {
    await Promise.allSettled(this.#claiming);
  }

  #take(stored: StoredJob): void {
    if (!this.#seen.add(stored)) return;
    this.#busy += 1;
    const claiming = this.#claim(stored);
    this.#claiming.add(claiming);
    void claiming
      .then(async (claimed) => {
        this.#claiming.delete(claiming);
        if (claimed !== null) await this.#runner.execute(claimed);
      })
      .finally(() => {
        this.#busy -= 1;
        this.#freed.ring();
      });
  }

  async #claim(stored: StoredJob): Promise<ClaimedJob | null> {
    try {
      return await this.#runner.claim(stored);
    } catch (error) {
      this.#seen.forget(stored);
      this.#engine.log.warn({ jobId: stored.job.id, error: String(error) }, 'claim not settled');
      return null;
    }
  }
}
