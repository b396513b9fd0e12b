import type { Engine } from '../engine';
import type { Unsubscribe } from '../ports/job-store';
import { ALL_SHARDS, shardsOf } from '../shard';

/** What the leader's list of members says to one server: who they are, and which shards are its own. */
export class Membership {
  readonly #engine: Engine;
  readonly #serverId: string;
  readonly #assign: (shards: readonly number[]) => void;
  #unwatch: Unsubscribe | null = null;
  // Until the leader has named this server it competes everywhere: meeting others costs, waiting costs more.
  #shards: readonly number[] = ALL_SHARDS;
  #serverIds: readonly string[] = [];

  /** @param assign told of the shards whenever they change */
  constructor(engine: Engine, serverId: string, assign: (shards: readonly number[]) => void) {
    this.#engine = engine;
    this.#serverId = serverId;
    this.#assign = assign;
  }

  get shards(): readonly number[] {
    return this.#shards;
  }

  /** The members by name, sorted; empty before any leader named them. */
  get serverIds(): readonly string[] {
    return this.#serverIds;
  }

  /** Follows the list. Nothing while it already does; a listener that ended is renewed by the next call. */
  watch(): void {
    const { cluster, log } = this.#engine;
    this.#unwatch ??= cluster.watchMembers({
      next: (members) => this.#take(members?.serverIds ?? []),
      error: (error) => {
        this.#unwatch = null;
        log.warn({ error: String(error) }, 'members’ listener ended; the next heartbeat renews it');
      },
    });
  }

  close(): void {
    this.#unwatch?.();
    this.#unwatch = null;
  }

  #take(serverIds: readonly string[]): void {
    this.#serverIds = serverIds;
    const named = serverIds.includes(this.#serverId);
    const shards = named ? shardsOf(this.#serverId, serverIds) : ALL_SHARDS;
    if (shards.join() === this.#shards.join()) return;
    this.#shards = shards;
    this.#assign(shards);
  }
}
