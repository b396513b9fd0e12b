import type { StoredSettings } from '@/lib/cluster/settings';
import type { Job } from '@/lib/jobs/job';
import type { JobKind } from '@/lib/jobs/kind';
import type { Hold } from '@/lib/queue/transitions/defer';
import type { Work } from '@/lib/queue/work';
import { Worker, type WorkerOptions } from '@/lib/queue/worker/worker';
import { createMemoryStores } from '@/lib/stores/memory';

import { put, sampleJob } from '../../conformance/sample-job';
import { VirtualTime } from '../../simulation/virtual-time';
import { changeableSettings } from './changeable-settings';
import { echoKind, inTime, ownedEngine, settle } from './owned-engine';

const filesKind: JobKind = { ...echoKind, name: 'files', queue: 'file_processing' };

/** Workers over one store and one set of settings; their jobs run until the test ends them. */
export function house(stored: StoredSettings = {}) {
  const time = new VirtualTime();
  const memory = createMemoryStores({ now: () => time.now });
  const settings = changeableSettings(stored);
  const running = new Map<string, () => void>();
  let held: Hold | null = null;
  const workOf = (kind: JobKind): Work => ({
    kind,
    hold: () => held,
    run: async (_, { job, signal }) => {
      await new Promise<void>((resolve, reject) => {
        running.set(job.id, resolve);
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }).finally(() => running.delete(job.id));
      return { text: 'done' };
    },
  });
  const start = async (name: string, options: Partial<WorkerOptions> = {}) => {
    const engine = ownedEngine({ ...memory, time, name, settings, kinds: [echoKind, filesKind] });
    const worker = new Worker(engine, [workOf(echoKind), workOf(filesKind)], {
      serverId: name,
      concurrency: { ai_processing: 2, file_processing: 2 },
      heartbeatMs: 1_000,
      serverTimeoutMs: 3_000,
      dueMs: 500,
      sweepMs: 5_000,
      drainMs: 0,
      version: 'test',
      ...options,
    });
    await inTime(time, worker.start());
    return worker;
  };
  const clockNow = ownedEngine({ time }).clock.now;
  return {
    time,
    settings,
    running,
    start,
    clockNow,
    hold: (hold: Hold | null) => (held = hold),
    add: async (ids: readonly string[], fields: Partial<Job> = {}) => {
      for (const id of ids) {
        const rank = clockNow();
        await put(
          memory.jobs,
          sampleJob(id, { kind: 'echo', input: '{"text":"x"}', rank, ...fields }),
        );
      }
      await settle();
    },
    end: async (id: string) => {
      running.get(id)?.();
      await settle();
    },
    job: async (id: string) => (await memory.jobs.get(id))?.job,
    server: async (id: string) =>
      (await memory.cluster.servers()).find((server) => server.id === id),
    members: async () => (await memory.cluster.members())?.serverIds,
  };
}
