import { JobError } from '../jobs/error';
import type { JobFilter } from '../jobs/job-filter';
import {
  BULK_LIMIT,
  type BulkAction,
  bulkActionKind,
  type BulkInput,
  type BulkResult,
} from '../jobs/kinds/bulk_action';
import type { Work, WorkContext } from '../queue/work';
import { parseInput } from './text/run';

/** After so many jobs the state of affairs is saved. */
const CHECKPOINT_EVERY = 50;

const MAX_ERRORS = 50;

/** What a bulk action does to the queue. */
export interface BulkServices {
  bulk: {
    /** Ids of the jobs that fit, newest first. */
    find(action: BulkAction, filter: JobFilter, limit: number): Promise<string[]>;
    /** False when the job is gone, or not in a state for it. Throws JobError when all of it must wait. */
    act(action: BulkAction, jobId: string): Promise<boolean>;
    /** Ends early, without an error, when the signal aborts. */
    sleep(ms: number, signal: AbortSignal): Promise<void>;
  };
}

/** How far a bulk action has come. */
type Tally = BulkResult & { next: number };

/** Many jobs run again, cancelled or deleted; goes on where an earlier attempt stopped. */
export function bulkActionWork({ bulk }: BulkServices): Work {
  return {
    kind: bulkActionKind,
    async run(given, context): Promise<BulkResult> {
      const input = parseInput(bulkActionKind.input, given);
      const { ids, tally } = await begin(bulk, input, context);
      while (tally.next < ids.length) {
        const id = ids[tally.next] ?? '';
        context.signal.throwIfAborted();
        await actOn(bulk, input.action, id, tally);
        tally.next += 1;
        const message = `${tally.next} of ${ids.length} jobs`;
        context.progress({ current: tally.next, total: ids.length, message });
        if (tally.next % CHECKPOINT_EVERY === 0) await context.saveCheckpoint({ ...tally });
        if (tally.next < ids.length) await bulk.sleep(1_000 / input.perSecond, context.signal);
      }
      const { next: _, ...result } = tally;
      return result;
    },
  };
}

/** The jobs are chosen once: those that come to fit later are another action's. */
async function begin(
  bulk: BulkServices['bulk'],
  { action, filter, ids: named }: BulkInput,
  context: WorkContext,
): Promise<{ ids: string[]; tally: Tally }> {
  const saved = await context.loadCheckpoints();
  const chosen = saved[0] as string[] | undefined;
  const all = chosen ?? named ?? (await bulk.find(action, filter ?? {}, BULK_LIMIT));
  // This very job may fit its own filter.
  const ids = all.filter((id) => id !== context.job.id);
  if (chosen === undefined) await context.saveCheckpoint(ids);
  const tally = saved.length > 1 ? (saved.at(-1) as unknown as Tally) : undefined;
  return { ids, tally: tally ?? { matched: ids.length, done: 0, skipped: 0, errors: [], next: 0 } };
}

async function actOn(
  bulk: BulkServices['bulk'],
  action: BulkAction,
  jobId: string,
  tally: Tally,
): Promise<void> {
  try {
    if (await bulk.act(action, jobId)) tally.done += 1;
    else tally.skipped += 1;
  } catch (error) {
    // The store is away, say: the whole action waits for it.
    if (error instanceof JobError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    if (tally.errors.length < MAX_ERRORS) tally.errors.push({ jobId, message });
  }
}
