import type { Engine } from '../../queue/engine';
import { QueueError } from '../../queue/queue-error';
import { unavailable } from '../problem-of';
import { type AuditedAction, auditEntry, auditWrite, textOf } from './audit-entry';

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
  const at = engine.clock.now();
  const entry = auditEntry(action, { before: action.before, after: null, at });
  const write = auditWrite(engine, entry);
  const written = await engine.records.write([write]);
  const version = written.ok ? written.versions[0] : undefined;
  if (version === undefined) throw unavailable(new Error('the audit entry was not written'));
  const complete = async (after: unknown): Promise<void> => {
    const value = { ...entry, after: textOf(after) };
    await engine.records.write([{ ...write, value, version }]).catch((error: unknown) => {
      engine.log.warn({ action: entry.action, error: String(error) }, 'an audit entry stays open');
    });
  };
  try {
    const outcome = await run();
    await complete(tell(outcome));
    return outcome;
  } catch (error) {
    await complete({ refused: error instanceof QueueError ? error.code : 'failed' });
    throw error;
  }
}
