import type { Engine } from '../engine';
import type { ServerRecord } from '../ports/cluster-store';
import { Liveness } from './liveness';

/** One read of `servers` serves every question of this interval. Milliseconds. */
const FRESH_MS = 5_000;

/**
 * The servers as a process that is not one of them sees them: for positions and readiness. At first sight
 * nobody's counter has been seen to stand still, so a server is taken to be dead only when its own heartbeat
 * time is very old; from the second look on, its counter decides.
 */
export class ServerObserver {
  readonly #engine: Engine;
  readonly #timeoutMs: number;
  readonly #liveness = new Liveness();
  #last: { at: number; servers: Promise<ServerRecord[]> } | null = null;

  constructor(engine: Engine, timeoutMs: number) {
    this.#engine = engine;
    this.#timeoutMs = timeoutMs;
  }

  /** @throws StoreUnavailable */
  live(): Promise<ServerRecord[]> {
    const at = this.#engine.clock.monotonic();
    if (this.#last !== null && at - this.#last.at < FRESH_MS) return this.#last.servers;
    const servers = this.#look();
    this.#last = { at, servers };
    servers.catch(() => {
      if (this.#last?.servers === servers) this.#last = null;
    });
    return servers;
  }

  async #look(): Promise<ServerRecord[]> {
    const { clock, cluster } = this.#engine;
    const asked = clock.monotonic();
    const records = await cluster.servers();
    const read = { asked, answered: clock.monotonic() };
    const wall = clock.now();
    this.#liveness.keepOnly(new Set(records.map((record) => record.id)));
    return records.filter((record) => {
      const still = this.#liveness.observe(record.id, record.counter, read);
      const firstLook = still === 0;
      return firstLook ? wall - record.heartbeatAt < 4 * this.#timeoutMs : still < this.#timeoutMs;
    });
  }
}
