import { DEFAULT_SETTINGS } from '@/lib/cluster/settings';
import type { Job } from '@/lib/jobs/job';
import { isEnded } from '@/lib/jobs/state';
import { createQueue } from '@/lib/queue/create-queue';
import type { Engine } from '@/lib/queue/engine';
import { QueueError } from '@/lib/queue/queue-error';
import type { Queue } from '@/lib/queue/queue';
import { StoreUnavailable } from '@/lib/queue/ports/job-store';
import { type Log, NO_TRACES } from '@/lib/queue/ports/environment';
import { scheduleDuty, ScheduleKeeper } from '@/lib/queue/schedules/schedule-keeper';
import { fixedSettings, SettingsFollower } from '@/lib/queue/settings-follower';
import { Worker } from '@/lib/queue/worker/worker';
import { createMemoryStores } from '@/lib/stores/memory';

import { Administrator } from './administrator';
import { CALM, throughNetwork, type Weather } from './faults';
import { addWebhook, deliveryKind, familyKind, familyWork } from './families';
import { invalidKind, simulatedWork, type StepsInput, stepsKind } from './kinds';
import { Ledger } from './ledger';
import { LockedCounter } from './locked-counter';
import { Outages } from './outages';
import { Process } from './process';
import { Random } from './random';
import { nextTick, SCHEDULE, Ticks } from './ticks';
import { VirtualTime } from './virtual-time';

const SERVER_TIMEOUT_MS = 3_000;
const LONGEST_PAUSE_MS = 4 * SERVER_TIMEOUT_MS;
const SERVERS = 3;
const JOBS = 25;
const FAULTS_END_MS = 40_000;
/** Long enough for leases to run out and for every backoff: whatever has not ended then never will. */
const END_MS = 600_000;
const MAX_SKEW_MS = 1_000;
const EARLY_MS = 0.9;

const STORM: Weather = { fails: 0.03, answerLost: 0.03, slow: 0.01, listenerEnds: 0.01 };

const silence: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const KINDS = [stepsKind, invalidKind, familyKind, deliveryKind];

export interface Outcome {
  /** What broke an invariant, in words; empty when nothing did. */
  violations: string[];
  jobs: Job[];
  /** How many servers were killed, and how many paused. */
  kills: number;
  pauses: number;
  /** What else the history held. */
  settingsChanges: number;
  deferrals: number;
  fencedOff: number;
}

/** One run of the whole engine: servers come, die and pause, the network lies, people submit and cancel. */
export async function simulate(seed: number): Promise<Outcome> {
  return new World(seed).run();
}

class World {
  readonly #time = new VirtualTime();
  readonly #random: Random;
  readonly #stores = createMemoryStores({ now: () => this.#time.now });
  readonly #ledger = new Ledger(this.#time, {
    serverTimeoutMs: SERVER_TIMEOUT_MS,
    longestPauseMs: LONGEST_PAUSE_MS,
  });
  readonly #accepted = new Set<string>();
  readonly #violations: string[] = [];
  readonly #servers: Process[] = [];
  readonly #outages: Outages;
  readonly #administrator: Administrator;
  readonly #counter = new LockedCounter();
  readonly #ticks = new Ticks(this.#stores.records);
  #weather = STORM;
  #started = 0;
  #kills = 0;
  #pauses = 0;
  #submitting = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#outages = new Outages(this.#time, this.#random.fork(), FAULTS_END_MS);
    this.#administrator = new Administrator(
      this.#time,
      this.#random.fork(),
      this.#stores.records,
      FAULTS_END_MS,
    );
  }

  async run(): Promise<Outcome> {
    await addWebhook(this.#stores.records);
    for (let i = 0; i < SERVERS; i++) this.#startServer();
    for (let i = 0; i < JOBS; i++) this.#submitLater(i);
    this.#breakLater();
    this.#administrator.begin(() => this.#servers);
    this.#time.timer(FAULTS_END_MS, () => {
      this.#weather = CALM;
    });
    const ended = await this.#time.run(END_MS, () => this.#allEnded());
    if (!ended) this.#violations.push(`not ended by ${END_MS} ms: ${this.#unended()}`);
    for (const id of this.#accepted) {
      if (this.#ledger.job(id) === undefined) this.#violations.push(`job ${id} was lost`);
    }
    for (const job of this.#ledger.jobs) this.#checkOutput(job);
    this.#violations.push(...this.#ticks.violations(this.#ledger.jobs));
    this.#violations.push(...this.#ledger.families.check());
    if (this.#counter.lost > 0) this.#violations.push(`${this.#counter.lost} locked updates lost`);
    return {
      violations: [...this.#ledger.violations, ...this.#violations],
      jobs: this.#ledger.jobs,
      kills: this.#kills,
      pauses: this.#pauses,
      settingsChanges: this.#administrator.changes,
      deferrals: this.#ledger.deferrals,
      fencedOff: this.#counter.refused,
    };
  }

  #startServer(): void {
    const name = `server-${++this.#started}`;
    const skew = this.#random.between(-MAX_SKEW_MS, MAX_SKEW_MS);
    const process = new Process(name, this.#time, this.#random.fork(), skew, EARLY_MS);
    const engine = { ...this.#engineOf(process), settings: this.#settingsOf(process) };
    const queue = createQueue(engine, { serverTimeoutMs: SERVER_TIMEOUT_MS });
    const options = {
      serverId: name,
      concurrency: { ai_processing: this.#random.pick([1, 3, 40]) },
      heartbeatMs: 1_000,
      serverTimeoutMs: SERVER_TIMEOUT_MS,
      dueMs: 500,
      sweepMs: 2_000,
      drainMs: 1_000,
      version: 'simulated',
    };
    const worker = new Worker(
      engine,
      [...simulatedWork(process, this.#outages), ...familyWork()],
      options,
      [scheduleDuty(new ScheduleKeeper(engine, queue, [SCHEDULE], nextTick))],
    );
    this.#servers.push(process);
    if (this.#random.chance(0.5)) void this.#counter.work(engine, process);
    void worker.start();
    if (this.#random.chance(0.3)) {
      process.clock.timer(this.#random.between(5_000, FAULTS_END_MS), () => {
        this.#replace(process, () => void worker.stop());
      });
    }
  }

  #engineOf(process: Process): Engine {
    const { cluster } = this.#stores;
    const jobs = this.#ledger.watching(this.#stores.jobs, process.name);
    const beating = {
      ...cluster,
      heartbeat: async (server: Parameters<typeof cluster.heartbeat>[0]) => {
        await cluster.heartbeat(server);
        this.#ledger.beat(server.id);
      },
    };
    const weather = (): Weather => this.#weather;
    const records = throughNetwork(this.#stores.records, process, weather);
    return {
      jobs: throughNetwork(jobs, process, weather),
      cluster: throughNetwork(beating, process, weather),
      records,
      settings: fixedSettings(DEFAULT_SETTINGS),
      clock: process.clock,
      entropy: process.entropy,
      log: silence,
      tracer: NO_TRACES,
      kindOf: (name) => KINDS.find((kind) => kind.name === name),
    };
  }

  #settingsOf(process: Process): SettingsFollower {
    const records = throughNetwork(this.#stores.records, process, () => this.#weather);
    const follower = new SettingsFollower({ records, clock: process.clock, log: silence });
    follower.start();
    return follower;
  }

  #replace(process: Process, end: () => void): void {
    const index = this.#servers.indexOf(process);
    if (index === -1) return;
    this.#servers.splice(index, 1);
    end();
    this.#time.timer(this.#random.between(100, 5_000), () => this.#startServer());
  }

  #breakLater(): void {
    this.#time.timer(this.#random.between(500, 6_000), () => {
      if (this.#time.now > FAULTS_END_MS) return;
      this.#breakLater();
      if (this.#servers.length === 0) return;
      const process = this.#random.pick(this.#servers);
      if (this.#random.chance(0.5)) {
        this.#kills += 1;
        this.#replace(process, () => process.kill());
      } else {
        this.#pauses += 1;
        process.pause(this.#random.between(500, LONGEST_PAUSE_MS));
      }
    });
  }

  #submitLater(index: number): void {
    this.#submitting += 1;
    const random = this.#random.fork();
    const process = new Process(`person-${index}`, this.#time, random, 0);
    const queue = createQueue(this.#engineOf(process), { serverTimeoutMs: SERVER_TIMEOUT_MS });
    this.#time.timer(random.between(0, FAULTS_END_MS / 2), () => {
      void this.#submit(queue, process, index).finally(() => {
        this.#submitting -= 1;
      });
    });
  }

  async #submit(queue: Queue, { random, clock, time }: Process, index: number): Promise<void> {
    const input: StepsInput = {
      steps: random.between(0, 4),
      stepMs: random.between(1, 3_000),
      errorRate: random.pick([0, 0, 0.1]),
      deaf: random.chance(0.05),
    };
    const kind = random.chance(0.05) ? 'invalid' : random.chance(0.15) ? 'family' : 'steps';
    const children = Array.from({ length: random.between(1, 4) }, () => input);
    const request = {
      kind,
      userId: random.pick(['ann', 'ben', 'cleo']),
      input: kind === 'family' ? { children, concurrency: random.between(1, 3) } : input,
      priority: random.pick(['urgent', 'normal', 'low'] as const),
      idempotencyKey: `key-${index}`,
      ...(random.chance(0.2) ? { runAt: clock.now() + random.between(100, 8_000) } : {}),
    };
    const ids = new Set<string>();
    const tries = random.chance(0.2) ? 2 : 1;
    for (let n = 0; n < tries; n++) {
      const submitted = await untilAnswered(time, () => queue.submit(request));
      ids.add(submitted.job.id);
      this.#accepted.add(submitted.job.id);
    }
    if (ids.size > 1) this.#violations.push(`one key made ${ids.size} jobs`);
    const [id] = ids;
    if (id === undefined || !random.chance(0.2)) return;
    await time.wait(random.between(1, 8_000));
    await untilAnswered(time, () => queue.cancel(id));
    if (!random.chance(0.5)) return;
    await time.wait(random.between(1, 20_000));
    await untilAnswered(time, async () => {
      try {
        // By an administrator, or by its owner, whose place in the order moves with it.
        await (index % 2 === 0 ? queue.replay(id) : queue.retry(id, null));
      } catch (error) {
        if (!(error instanceof QueueError)) throw error;
      }
    });
  }

  #allEnded(): boolean {
    const { jobs } = this.#ledger;
    return (
      this.#submitting === 0 &&
      this.#ticks.over &&
      this.#time.now > FAULTS_END_MS &&
      jobs.every((job) => isEnded(job.state))
    );
  }

  #unended(): string {
    return this.#ledger.jobs
      .filter((job) => !isEnded(job.state))
      .map((job) => `${job.id} ${job.state}`)
      .join(', ');
  }

  #checkOutput(job: Job): void {
    if (job.state !== 'completed' || job.kind !== 'steps') return;
    const { steps } = JSON.parse(job.input ?? '') as StepsInput;
    const wanted = JSON.stringify({ done: Array.from({ length: steps }, (_, step) => step) });
    if (job.output !== wanted) {
      this.#violations.push(`job ${job.id}: ${String(job.output)} instead of ${wanted}`);
    }
    if (job.lease !== null) this.#violations.push(`job ${job.id} ended and kept its lease`);
  }
}

/** A person tries again until the answer comes. */
async function untilAnswered<T>(time: VirtualTime, call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await time.wait(500);
    }
  }
}
