import type { Engine } from '../engine';
import type { Unsubscribe } from '../ports/job-store';
import { ALL_SHARDS, shardsOf } from '../shard';

/** What the leader's list of members says to one server: who they are, and which shards are its own. */
export class Membership {
  readonly #engine: Engine;
  readonly #serverId: string;
  readonly #assign: (shards: readonly number[]) => void;
  #unwatch: Unsubscribe | null = null;
  #shards: readonly number[] = ALL_SHARDS;
  #serverIds: readonly string[] = [];
  /** Who else was there when it came. */
  #met: readonly string[] = [];

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

  /**
   * Looks who is there, and takes the shards that it will have once the leader has named it: competing for all of
   * them with each of the others cost both sides most of their claims. @throws StoreUnavailable
   */
  async meet(): Promise<void> {
    const servers = await this.#engine.cluster.servers();
    this.#met = servers.filter(({ draining }) => !draining).map(({ id }) => id);
    this.#decide();
  }

  close(): void {
    this.#unwatch?.();
    this.#unwatch = null;
  }

  #take(serverIds: readonly string[]): void {
    this.#serverIds = serverIds;
    this.#decide();
  }

  #decide(): void {
    const named = this.#serverIds.includes(this.#serverId);
    const ids = named ? this.#serverIds : [...this.#serverIds, ...this.#met, this.#serverId];
    const shards = shardsOf(this.#serverId, [...new Set(ids)]);
    if (shards.join() === this.#shards.join()) return;
    this.#shards = shards;
    this.#assign(shards);
  }
}
