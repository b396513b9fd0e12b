import { AUDIT_KEPT_MS, type AuditEntry } from '../../cluster/audit';
import type { Millis } from '../../jobs/job';
import type { Engine } from '../../queue/engine';
import type { RecordWrite } from '../../queue/ports/record-store';
import { RECORDS } from '../../queue/records';
import type { Caller } from '../caller';

/** More than any change of settings; a document has room for much more. */
const MAX_TEXT = 20_000;

/** What an administrator does, and to what. */
export interface AuditedAction {
  caller: Caller;
  /** `queue.pause`, `job.reveal`, … */
  action: string;
  /** `queue:ai_processing`, `job:abc`, … */
  target: string;
}

/** An entry of the audit log. `before` and `after` are plain data without personal text; null where they say nothing. */
export function auditEntry(
  { caller, action, target }: AuditedAction,
  change: { before: unknown; after: unknown; at: Millis },
): AuditEntry {
  return {
    at: change.at,
    actorId: caller.userId,
    actorEmail: caller.email,
    action,
    target,
    before: textOf(change.before),
    after: textOf(change.after),
    expireAt: change.at + AUDIT_KEPT_MS,
  };
}

/** The write of a new entry, to go along with what it tells of. */
export function auditWrite(engine: Engine, entry: AuditEntry): RecordWrite<AuditEntry> {
  return { collection: RECORDS.audit, id: engine.entropy.id(), value: entry, version: null };
}

export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = JSON.stringify(value);
  return text.length <= MAX_TEXT ? text : JSON.stringify({ tooLarge: text.length });
}
