import type { Engine } from '../engine';
import type { ServerRecord } from '../ports/cluster-store';
import { healFlows } from '../flows/heal';
import { ALL_SHARDS } from '../shard';
import { everyStep } from '../sweep/every-step';
import { deleteRetired, promoteDue, takeBackExpired, takeBackFrom } from '../sweep/sweep';
import { Liveness } from './liveness';

/** What the leader does at each heartbeat, and at each sweep. Every step may be done twice without harm. */
export class LeaderDuties {
  readonly #engine: Engine;
  readonly #timeoutMs: number;
  readonly #liveness = new Liveness();
  #written: string | null = null;

  constructor(engine: Engine, timeoutMs: number) {
    this.#engine = engine;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Finds dead servers, gives their jobs back, and tells everybody who is left.
   * @returns the servers that are alive, draining ones too
   */
  async heartbeat(fence: number): Promise<ServerRecord[]> {
    const { cluster, clock, log } = this.#engine;
    const { alive, dead, answered } = await this.observe();
    const taking = alive.filter((record) => !record.draining);

    const members = { serverIds: namesOf(taking), serversByQueue: serversByQueue(taking), fence };
    const text = JSON.stringify(members);
    if (text !== this.#written) {
      const outcome = await cluster.writeMembers(members);
      this.#written = outcome.ok ? text : null;
    }
    for (const { id } of dead) {
      // A leader that stood still since then knows nothing any more.
      if (clock.monotonic() - answered > this.#timeoutMs) return alive;
      const { jobs, all } = await takeBackFrom(this.#engine, id);
      log.warn({ server: id, jobs }, 'a server died; its jobs went back to the queue');
      if (all) await cluster.removeServer(id);
    }
    return alive;
  }

  /** Looks who is alive, and does nothing about it. @throws StoreUnavailable */
  async observe(): Promise<{ alive: ServerRecord[]; dead: ServerRecord[]; answered: number }> {
    const { cluster, clock } = this.#engine;
    const asked = clock.monotonic();
    const records = await cluster.servers();
    const read = { asked, answered: clock.monotonic() };
    const still = new Map(
      records.map((record) => [record.id, this.#liveness.observe(record.id, record.counter, read)]),
    );
    this.#liveness.keepOnly(new Set(still.keys()));
    const dead = records.filter((record) => (still.get(record.id) ?? 0) >= this.#timeoutMs);
    const alive = records.filter((record) => !dead.includes(record));
    return { alive, dead, answered: read.answered };
  }

  /**
   * What no notification tells: leases that ran out, jobs that are due and that their shard's owner did not see, flows
   * that stand still, and jobs past their retention.
   */
  async sweep(): Promise<void> {
    await everyStep([
      () => takeBackExpired(this.#engine, ALL_SHARDS),
      () => promoteDue(this.#engine, ALL_SHARDS),
      () => healFlows(this.#engine),
      () => deleteRetired(this.#engine),
    ]);
  }

  /** Another leader may write in between: look at everything anew. */
  lost(): void {
    this.#written = null;
  }
}

/** Who has slots for each queue, where that is not everybody: a shard of a queue is nobody's whose owner takes none of it. */
function serversByQueue(taking: readonly ServerRecord[]): Record<string, string[]> {
  const queues = [...new Set(taking.flatMap(({ concurrency }) => Object.keys(concurrency)))].sort();
  const having = (queue: string) =>
    taking.filter(({ concurrency }) => (concurrency[queue] ?? 0) > 0);
  return Object.fromEntries(
    queues
      .map((queue) => [queue, namesOf(having(queue))] as const)
      .filter(([, names]) => names.length < taking.length),
  );
}

function namesOf(servers: readonly ServerRecord[]): string[] {
  return servers.map(({ id }) => id).sort();
}
