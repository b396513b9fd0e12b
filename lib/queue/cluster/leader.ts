import type { Engine } from '../engine';
import type { Duty } from './duty';
import { DutyRoster } from './duty-roster';
import { LeaderDuties } from './leader-duties';
import { Leadership } from './leadership';

/** A server's part in leading: it tries at each heartbeat, and while it leads it does the leader's duties. */
export class Leader {
  readonly #leadership: Leadership;
  readonly #duties: LeaderDuties;
  readonly #roster: DutyRoster;
  #leads = false;

  /** @param timeoutMs after so long without a sign of life a server is dead, and a leader is succeeded */
  constructor(engine: Engine, serverId: string, timeoutMs: number, duties: readonly Duty[]) {
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
    const fence = await this.#leadership.tick();
    this.#leads = fence !== null;
    if (fence === null) this.#duties.lost();
    else this.#roster.tick(fence, await this.#duties.heartbeat(fence));
  }

  /** @throws StoreUnavailable, and then the next sweep does it */
  async sweep(): Promise<void> {
    if (this.#leads) await this.#duties.sweep();
  }

  /** Lets another lead at once. */
  async resign(): Promise<void> {
    await this.#leadership.resign();
  }
}
