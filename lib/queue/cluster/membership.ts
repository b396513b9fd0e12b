import type { Engine } from '../engine';
import type { Members } from '../ports/cluster-store';
import type { Unsubscribe } from '../ports/job-store';
import { ALL_SHARDS, shardsOf } from '../shard';

/** What the leader's list of members says to one server: who they are, and which shards of each queue are its own. */
export class Membership {
  readonly #engine: Engine;
  readonly #me: { serverId: string; queues: readonly string[] };
  readonly #assign: (queue: string) => void;
  readonly #shardsByQueue = new Map<string, readonly number[]>();
  #unwatch: Unsubscribe | null = null;
  #shards: readonly number[] = ALL_SHARDS;
  #members: Pick<Members, 'serverIds' | 'serversByQueue'> = { serverIds: [], serversByQueue: {} };
  /** Who else was there when it came. */
  #met: readonly string[] = [];

  /** @param assign told of a queue whenever its shards change */
  constructor(
    engine: Engine,
    me: { serverId: string; queues: readonly string[] },
    assign: (queue: string) => void,
  ) {
    this.#engine = engine;
    this.#me = me;
    this.#assign = assign;
  }

  /** Its part of what is every member's to do, whatever queues it has slots for. */
  get shards(): readonly number[] {
    return this.#shards;
  }

  /** Its shards of a queue, among those that have slots for it. */
  shardsOf(queue: string): readonly number[] {
    return this.#shardsByQueue.get(queue) ?? this.#shards;
  }

  /** The members by name, sorted; empty before any leader named them. */
  get serverIds(): readonly string[] {
    return this.#members.serverIds;
  }

  /** The members that have slots for a queue, sorted; null before any leader named them. */
  serversOf(queue: string): readonly string[] | null {
    const { serverIds, serversByQueue } = this.#members;
    return serverIds.length === 0 ? null : (serversByQueue[queue] ?? serverIds);
  }

  /** Follows the list. Nothing while it already does; a listener that ended is renewed by the next call. */
  watch(): void {
    const { cluster, log } = this.#engine;
    this.#unwatch ??= cluster.watchMembers({
      next: (members) => {
        this.#members = members ?? { serverIds: [], serversByQueue: {} };
        this.#decide();
      },
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

  #decide(): void {
    const { serverIds, serversByQueue } = this.#members;
    this.#shards = this.#shardsAmong(serverIds);
    for (const queue of this.#me.queues) {
      const shards = this.#shardsAmong(serversByQueue[queue] ?? serverIds);
      if (shards.join() === this.#shardsByQueue.get(queue)?.join()) continue;
      this.#shardsByQueue.set(queue, shards);
      this.#assign(queue);
    }
  }

  #shardsAmong(named: readonly string[]): readonly number[] {
    const { serverId } = this.#me;
    const ids = named.includes(serverId) ? named : [...named, ...this.#met, serverId];
    return shardsOf(serverId, [...new Set(ids)]);
  }
}
