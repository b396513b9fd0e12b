import type { Membership } from '../cluster/membership';
import { shardsWonBy } from '../shard';
import { slotShards, type UserInQueue } from '../user-slots';

/** What one server may run at once of a user's jobs. */
export interface ServerSlots {
  /** How many of a user's slots are this server's. */
  share(user: UserInQueue, limit: number): number;
  /** Whether a queue's shard is one of those that this server takes from first. */
  takes(queue: string, shard: number): boolean;
}

/**
 * A user's slots go with the shards that they are in: each shard has one owner in the list of members, so the shares
 * of all servers add up to the limit exactly, and no job asks for it.
 */
export class ShardSlots implements ServerSlots {
  readonly #serverId: string;
  readonly #members: Pick<Membership, 'serversOf' | 'shardsOf'>;
  readonly #known = new Map<string, { serverIds: readonly string[]; won: ReadonlySet<number> }>();

  constructor(serverId: string, members: Pick<Membership, 'serversOf' | 'shardsOf'>) {
    this.#serverId = serverId;
    this.#members = members;
  }

  share(user: UserInQueue, limit: number): number {
    const serverIds = this.#members.serversOf(user.queue);
    // Before any leader there is nobody to share with.
    if (serverIds === null) return limit;
    const won = this.#won(user.queue, serverIds);
    return slotShards(user, limit).filter((shard) => won.has(shard)).length;
  }

  takes(queue: string, shard: number): boolean {
    return this.#members.shardsOf(queue).includes(shard);
  }

  #won(queue: string, serverIds: readonly string[]): ReadonlySet<number> {
    const known = this.#known.get(queue);
    if (known?.serverIds === serverIds) return known.won;
    const won = new Set(shardsWonBy(this.#serverId, serverIds));
    this.#known.set(queue, { serverIds, won });
    return won;
  }
}

/** Where nobody knows how many others there are, each runs one job of a user at a time. */
export const ONE_OF_EACH_USER: ServerSlots = { share: () => 1, takes: () => true };
