import type { Engine } from '../engine';
import type { ServerRecord } from '../ports/cluster-store';
import type { Duty } from './duty';

/** Which of the leader's duties are due: each at most once its interval, and never twice at once. */
export class DutyRoster {
  readonly #engine: Engine;
  readonly #duties: readonly Duty[];
  readonly #ranAt = new Map<string, number>();
  readonly #running = new Set<string>();

  constructor(engine: Engine, duties: readonly Duty[]) {
    this.#engine = engine;
    this.#duties = duties;
  }

  /** Begins what is due. A duty that fails waits for its next turn. */
  tick(fence: number, servers: readonly ServerRecord[]): void {
    const { clock } = this.#engine;
    for (const duty of this.#duties) {
      const ranAt = this.#ranAt.get(duty.name);
      const due = ranAt === undefined || clock.monotonic() - ranAt >= duty.everyMs;
      if (due && !this.#running.has(duty.name)) void this.#run(duty, fence, servers);
    }
  }

  async #run(duty: Duty, fence: number, servers: readonly ServerRecord[]): Promise<void> {
    const { clock, log } = this.#engine;
    this.#ranAt.set(duty.name, clock.monotonic());
    this.#running.add(duty.name);
    try {
      await duty.run(fence, servers);
    } catch (error) {
      log.warn({ duty: duty.name, error: String(error) }, 'a duty waits for its next turn');
    } finally {
      this.#running.delete(duty.name);
    }
  }
}
