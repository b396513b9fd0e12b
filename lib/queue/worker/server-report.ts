import type { Membership } from '../cluster/membership';
import type { Engine } from '../engine';
import type { ServerRecord } from '../ports/cluster-store';
import type { Feeds } from './feeds';
import type { Runner } from './runner';

/** What a server's record says that only its process knows. */
export interface Measures {
  memoryBytes(): number;
  /** Calls of a model at once that it allows itself now, by `provider:model`. */
  adaptiveLimits(): Record<string, number>;
}

/** What one server says of itself at each heartbeat. */
export class ServerReport {
  readonly #engine: Engine;
  readonly #parts: { runner: Runner; feeds: Feeds; membership: Membership };
  readonly #options: { heartbeatMs: number; version: string; measures?: Measures };
  readonly #startedAt: number;
  #counter = 0;

  constructor(
    engine: Engine,
    parts: { runner: Runner; feeds: Feeds; membership: Membership },
    options: { heartbeatMs: number; version: string; measures?: Measures },
  ) {
    this.#engine = engine;
    this.#parts = parts;
    this.#options = options;
    this.#startedAt = engine.clock.now();
  }

  /** Whether it has reported at all. */
  get begun(): boolean {
    return this.#counter > 0;
  }

  /** One heartbeat further: whatever is told of a server is a sign of its life. */
  next({ draining, leader }: { draining: boolean; leader: boolean }): ServerRecord {
    this.#counter += 1;
    const { runner, feeds, membership } = this.#parts;
    const { heartbeatMs, version, measures } = this.#options;
    return {
      id: runner.serverId,
      counter: this.#counter,
      startedAt: this.#startedAt,
      heartbeatAt: this.#engine.clock.now(),
      heartbeatMs,
      draining,
      leader,
      running: runner.running,
      runningByQueue: runner.runningByQueue(),
      concurrency: feeds.slots(),
      shards: [...membership.shards],
      meanRunMs: runner.stats.means(),
      counts: runner.counter.counts(),
      adaptiveLimits: measures?.adaptiveLimits() ?? {},
      memoryBytes: measures?.memoryBytes() ?? 0,
      version,
    };
  }
}
