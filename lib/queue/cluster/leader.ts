import type { Engine } from '../engine';
import type { Duty } from './duty';
import { DutyRoster } from './duty-roster';
import { LeaderDuties } from './leader-duties';
import { Leadership } from './leadership';

export interface LeaderOptions {
  serverId: string;
  /** After so long without a sign of life a server is dead, and a leader is succeeded. Milliseconds. */
  timeoutMs: number;
  /** The members as this server knows them, sorted. */
  members: () => readonly string[];
}

/**
 * A server's part in leading: it tries at each heartbeat, and while it leads it does the leader's duties. The
 * first of the other members is the deputy: it watches the servers as the leader does, so that it knows who died
 * when it takes over, and the jobs of a leader that died do not wait for two time-outs.
 */
export class Leader {
  readonly #leadership: Leadership;
  readonly #duties: LeaderDuties;
  readonly #roster: DutyRoster;
  readonly #options: LeaderOptions;
  #leads = false;

  constructor(engine: Engine, options: LeaderOptions, duties: readonly Duty[]) {
    const { serverId, timeoutMs } = options;
    this.#options = options;
    this.#leadership = new Leadership(engine, serverId, timeoutMs);
    this.#duties = new LeaderDuties(engine, timeoutMs);
    this.#roster = new DutyRoster(engine, duties);
  }

  /** As of the last heartbeat. */
  get leads(): boolean {
    return this.#leads;
  }

  /** @throws StoreUnavailable, and then the next heartbeat tries again */
  async heartbeat(): Promise<void> {
    const deputy = this.#isDeputy();
    const fence = await this.#leadership.tick(deputy ? 0 : this.#options.timeoutMs);
    this.#leads = fence !== null;
    if (fence === null) {
      this.#duties.lost();
      if (deputy) await this.#duties.observe();
    } else this.#roster.tick(fence, await this.#duties.heartbeat(fence));
  }

  /** @throws StoreUnavailable, and then the next sweep does it */
  async sweep(): Promise<void> {
    if (this.#leads) await this.#duties.sweep();
  }

  #isDeputy(): boolean {
    const { members, serverId } = this.#options;
    const [first] = members().filter((id) => id !== this.#leadership.leader);
    return first === undefined || first === serverId;
  }

  /** Lets another lead at once. */
  async resign(): Promise<void> {
    await this.#leadership.resign();
  }
}
