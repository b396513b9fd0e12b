import { shardsWonBy } from '../shard';
import { slotShards, type UserInQueue } from '../user-slots';

/** What one server may run at once of a user's jobs. */
export interface ServerSlots {
  /** How many of a user's slots are this server's. */
  share(user: UserInQueue, limit: number): number;
  /** Whether a shard is one of those that this server takes from first. */
  takes(shard: number): boolean;
}

/** What the leader's list of members says. */
interface Members {
  /** Empty before any leader named them. */
  readonly serverIds: readonly string[];
  readonly shards: readonly number[];
}

/**
 * A user's slots go with the shards that they are in: each shard has one owner in the list of members, so the shares
 * of all servers add up to the limit exactly, and no job asks for it.
 */
export class ShardSlots implements ServerSlots {
  readonly #serverId: string;
  readonly #members: Members;
  #known: { serverIds: readonly string[]; won: ReadonlySet<number> } | null = null;

  constructor(serverId: string, members: Members) {
    this.#serverId = serverId;
    this.#members = members;
  }

  share(user: UserInQueue, limit: number): number {
    const { serverIds } = this.#members;
    // Before any leader there is nobody to share with.
    if (serverIds.length === 0) return limit;
    const won = this.#won(serverIds);
    return slotShards(user, limit).filter((shard) => won.has(shard)).length;
  }

  takes(shard: number): boolean {
    return this.#members.shards.includes(shard);
  }

  #won(serverIds: readonly string[]): ReadonlySet<number> {
    if (this.#known?.serverIds !== serverIds) {
      this.#known = { serverIds, won: new Set(shardsWonBy(this.#serverId, serverIds)) };
    }
    return this.#known.won;
  }
}

/** Where nobody knows how many others there are, each runs one job of a user at a time. */
export const ONE_OF_EACH_USER: ServerSlots = { share: () => 1, takes: () => true };
