import {
  maintenanceKind,
  type MaintenanceResult,
  type MaintenanceTask,
} from '../jobs/kinds/maintenance';
import type { Work } from '../queue/work';
import { parseInput } from './text/run';

/** What the clean-up deletes from. */
export interface MaintenanceServices {
  /** Deletes some of what is past its time. @returns how many; 0 when nothing is left */
  maintenance: Readonly<Record<MaintenanceTask, () => Promise<number>>>;
}

const DOING: Readonly<Record<MaintenanceTask, string>> = {
  files: 'Deleting files',
  audit: 'Deleting audit entries',
};

/** Deletes what is past its time, in small steps: what an attempt does not reach is the next one's. */
export function maintenanceWork({ maintenance }: MaintenanceServices): Work {
  return {
    kind: maintenanceKind,
    async run(given, context): Promise<MaintenanceResult> {
      const { tasks } = parseInput(maintenanceKind.input, given);
      const deleted: MaintenanceResult['deleted'] = {};
      for (const [current, task] of tasks.entries()) {
        context.progress({ current, total: tasks.length, message: DOING[task] });
        deleted[task] = await untilNone(context.signal, maintenance[task]);
      }
      return { deleted };
    },
  };
}

async function untilNone(signal: AbortSignal, step: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    signal.throwIfAborted();
    const deleted = await step();
    if (deleted === 0) return total;
    total += deleted;
  }
}
