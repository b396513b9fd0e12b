import type { Config } from '../config';
import { cronerTicks } from '../environment/croner-ticks';
import { cryptoEntropy } from '../environment/crypto-entropy';
import { AlertDuty } from '../queue/alerts/alert-duty';
import { announceAlert } from '../queue/alerts/announce-alert';
import type { Engine } from '../queue/engine';
import type { ProviderGate } from '../queue/providers/provider-gate';
import type { Queue } from '../queue/queue';
import { scheduleDuty, ScheduleKeeper } from '../queue/schedules/schedule-keeper';
import { StatsDuty } from '../queue/stats/stats-duty';
import type { Work } from '../queue/work';
import { Invocation } from '../queue/worker/invocation';
import { Worker } from '../queue/worker/worker';
import { SCHEDULES } from '../work/schedules';

/** The two shapes of the engine that run jobs, and the recurring jobs' ticks for where no worker leads. */
export interface Runners {
  createWorker(): Worker;
  createInvocation(budgetMs: number): Invocation;
  tickSchedules(): Promise<void>;
}

/** What runs the queue's jobs, with all that a leader does besides. */
export function createRunners(parts: {
  /** Of the one worker that a process may have; each invocation has a name of its own. */
  serverId: string;
  config: Config;
  engine: Engine;
  queue: Queue;
  gate: ProviderGate;
  work: readonly Work[];
}): Runners {
  const { serverId, config, engine, queue, gate, work } = parts;
  const schedules = new ScheduleKeeper(engine, queue, SCHEDULES, cronerTicks);
  const measures = {
    memoryBytes: () => process.memoryUsage.rss(),
    adaptiveLimits: () => gate.adaptiveLimits(),
  };
  return {
    createWorker: () => {
      gate.start();
      const statistics = new StatsDuty(engine, serverId, () => gate.openBreakers());
      const concurrency = withWork(config.concurrency, work);
      return new Worker(engine, work, { ...config, concurrency, serverId, measures }, [
        statistics,
        new AlertDuty(engine, () => statistics.latest, announceAlert(engine, queue)),
        scheduleDuty(schedules),
      ]);
    },
    createInvocation: (budgetMs) => {
      gate.start();
      return new Invocation(engine, work, {
        serverId: `function-${cryptoEntropy.id()}`,
        concurrency: withWork(config.concurrency, work),
        budgetMs,
      });
    },
    tickSchedules: () => schedules.tick(null),
  };
}

/** The queues that hold some kind of job: to follow one that holds none would cost a listener. */
function withWork(
  concurrency: Readonly<Record<string, number>>,
  work: readonly Work[],
): Record<string, number> {
  const served = new Set<string>(work.map(({ kind }) => kind.queue));
  return Object.fromEntries(Object.entries(concurrency).filter(([queue]) => served.has(queue)));
}
