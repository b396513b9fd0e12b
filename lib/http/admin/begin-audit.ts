import type { Engine } from '../../queue/engine';
import { unavailable } from '../problem-of';
import { type AuditedAction, auditEntry, auditWrite, textOf } from './audit-entry';

/**
 * Writes down what is about to be done.
 * @param told what the log says of it before and, as far as it is known, after
 * @returns adds to the entry what came of it; never rejects
 * @throws StoreUnavailable when the entry could not be written: nothing must be done
 */
export async function beginAudit(
  engine: Engine,
  action: AuditedAction,
  told: { before: unknown; after: unknown },
): Promise<(after: unknown) => Promise<void>> {
  const entry = auditEntry(action, { ...told, at: engine.clock.now() });
  const write = auditWrite(engine, entry);
  const written = await engine.records.write([write]);
  const version = written.ok ? written.versions[0] : undefined;
  if (version === undefined) throw unavailable(new Error('the audit entry was not written'));
  return async (after) => {
    const value = { ...entry, after: textOf(after) };
    await engine.records.write([{ ...write, value, version }]).catch((error: unknown) => {
      engine.log.warn({ action: entry.action, error: String(error) }, 'an audit entry stays open');
    });
  };
}
