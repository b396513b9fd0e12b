import type { Engine } from '../../queue/engine';
import { QueueError } from '../../queue/queue-error';
import type { AuditedAction } from './audit-entry';
import { beginAudit } from './begin-audit';

/**
 * Does something whose effect cannot stand in one write with the audit log: the entry is written first, so nothing
 * is done that nobody wrote down, and what came of it is added to the entry.
 * @param tell what the log says of the outcome
 * @throws whatever `run` throws; StoreUnavailable when the entry could not be written, and nothing was done
 */
export async function auditedAction<T>(
  engine: Engine,
  action: AuditedAction & { before: unknown },
  run: () => Promise<T>,
  tell: (outcome: T) => unknown,
): Promise<T> {
  const complete = await beginAudit(engine, action, { before: action.before, after: null });
  try {
    const outcome = await run();
    await complete(tell(outcome));
    return outcome;
  } catch (error) {
    await complete({ refused: error instanceof QueueError ? error.code : 'failed' });
    throw error;
  }
}
