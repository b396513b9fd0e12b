import { DEFAULT_SETTINGS } from '@/lib/cluster/settings';
import { cryptoEntropy } from '@/lib/environment/crypto-entropy';
import { systemClock } from '@/lib/environment/system-clock';
import { adminFirestore } from '@/lib/firebase/admin/firestore';
import { KINDS } from '@/lib/jobs/kinds';
import { kindOf } from '@/lib/jobs/registry';
import type { Engine } from '@/lib/queue/engine';
import type { Work, WorkContext } from '@/lib/queue/work';
import { NO_TRACES } from '@/lib/queue/ports/environment';
import { fixedSettings } from '@/lib/queue/settings-follower';
import { Invocation } from '@/lib/queue/worker/invocation';
import { createFirestoreStores } from '@/lib/stores/firestore';

/** A worker of the tests' own on the same database, whose work is known in advance. */
export interface Workbench {
  /** What the routes write to. */
  stores: ReturnType<typeof createFirestoreStores>;
  engine: Engine;
  /** What every summary says. */
  markdown: string;
  /** Runs every pending job. */
  runPending(): Promise<void>;
  /** Runs pending jobs with another work for summaries. */
  runWith(run: (input: unknown, context: WorkContext) => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
}

const MARKDOWN = 'It left and came back.';
const ENGINE = { provider: 'local', model: 'workbench', local: true, note: null };

export function createWorkbench(projectId: string): Workbench {
  const stores = createFirestoreStores(adminFirestore(projectId), {
    projectId,
    emulatorHost: process.env['FIRESTORE_EMULATOR_HOST'],
  });
  const silent = (): void => undefined;
  const engine: Engine = {
    ...stores,
    settings: fixedSettings(DEFAULT_SETTINGS),
    tracer: NO_TRACES,
    kindOf,
    clock: systemClock,
    entropy: cryptoEntropy,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  };

  async function runWith(run: Work['run']): Promise<void> {
    const invocation = new Invocation(engine, [{ kind: KINDS.summary, run }], {
      serverId: `workbench-${cryptoEntropy.id()}`,
      concurrency: { ai_processing: 4 },
      budgetMs: 60_000,
    });
    await invocation.sweep();
  }

  return {
    stores,
    engine,
    markdown: MARKDOWN,
    runPending: () =>
      runWith((input) =>
        Promise.resolve({
          style: (input as { style: string }).style,
          markdown: MARKDOWN,
          engine: ENGINE,
        }),
      ),
    runWith,
    close: stores.close,
  };
}
