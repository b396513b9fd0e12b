import type { Engine } from '../engine';
import type { ServerRecord } from '../ports/cluster-store';
import { sharedRead } from '../shared-read';
import { Liveness } from './liveness';

/** One read of `servers` serves every question of this interval. Milliseconds. */
const FRESH_MS = 5_000;

/**
 * The servers as a process that is not one of them sees them: for positions and readiness. A server whose
 * counter stands still is dead. Until its counter was seen to move, so is one whose own heartbeat time is very
 * old: it may have died long before the first look.
 */
export class ServerObserver {
  readonly #engine: Engine;
  readonly #timeoutMs: number;
  readonly #liveness = new Liveness();
  /** Each server's counter at first sight. */
  readonly #first = new Map<string, number>();
  /** @throws StoreUnavailable */
  readonly live: () => Promise<ServerRecord[]>;

  constructor(engine: Engine, timeoutMs: number) {
    this.#engine = engine;
    this.#timeoutMs = timeoutMs;
    this.live = sharedRead(engine.clock, FRESH_MS, () => this.#look());
  }

  async #look(): Promise<ServerRecord[]> {
    const { clock, cluster } = this.#engine;
    const asked = clock.monotonic();
    const records = await cluster.servers();
    const read = { asked, answered: clock.monotonic() };
    const wall = clock.now();
    this.#forgetAllBut(new Set(records.map((record) => record.id)));
    return records.filter(({ id, counter, heartbeatAt }) => {
      const first = this.#first.get(id) ?? counter;
      this.#first.set(id, first);
      const still = this.#liveness.observe(id, counter, read);
      const recent = counter !== first || wall - heartbeatAt < 4 * this.#timeoutMs;
      return recent && still < this.#timeoutMs;
    });
  }

  #forgetAllBut(ids: ReadonlySet<string>): void {
    this.#liveness.keepOnly(ids);
    for (const id of this.#first.keys()) if (!ids.has(id)) this.#first.delete(id);
  }
}
