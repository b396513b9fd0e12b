import { isDeepStrictEqual } from 'node:util';

import type { Millis } from '../../jobs/job';
import { canonicalJson } from '../../queue/canonical-json';
import type { Engine } from '../../queue/engine';
import type { RecordCollection, StoredRecord } from '../../queue/ports/record-store';
import { HttpProblem } from '../problem';
import { type AuditedAction, auditEntry, auditWrite } from './audit-entry';

const CONFLICTS = 10;

export interface RecordChange<T> extends AuditedAction {
  collection: RecordCollection<T>;
  id: string;
  /** What counts as there when nothing is; without it, a missing record is not found. */
  missing?: T;
  /** What the audit log tells of a value. */
  tell: (value: T) => unknown;
}

/**
 * Changes a small record and writes down who did, both in one atomic write. A change that changes nothing is
 * neither written nor audited.
 * @param decide what is to be there; it may throw to refuse, and sees the truth each time. `at`: the store's clock
 * @throws HttpProblem `not_found`, `revision_conflict`; StoreUnavailable
 */
export async function changeRecord<T>(
  engine: Engine,
  change: RecordChange<T>,
  decide: (value: T, stored: { version: string | null; at: Millis }) => T,
): Promise<StoredRecord<T> | { id: string; value: T; version: null }> {
  const { records } = engine;
  const { collection, id, missing, tell } = change;
  let sent: string | null = null;
  for (let conflicts = 0; conflicts < CONFLICTS; conflicts++) {
    const { record, at } = await records.read(collection, id);
    const before = record?.value ?? missing;
    if (before === undefined) throw nothingThere();
    const version = record?.version ?? null;
    // A write whose answer was lost meets itself when it is sent again.
    if (record !== null && sent === canonicalJson(record.value)) return record;
    const value = decide(before, { version, at });
    if (isDeepStrictEqual(value, before)) return record ?? { id, value, version: null };
    const told = { before: record === null ? null : tell(before), after: tell(value), at };
    const audit = auditWrite(engine, auditEntry(change, told));
    const outcome = await records.write([{ collection, id, value, version }, audit]);
    const written = outcome.ok ? outcome.versions[0] : undefined;
    if (written !== undefined) return { id, value, version: written };
    sent = canonicalJson(value);
  }
  throw new HttpProblem(
    'revision_conflict',
    'It changes faster than your change could be made. Try again in a moment.',
  );
}

export function nothingThere(): HttpProblem {
  return new HttpProblem('not_found', 'There is nothing with this id; it may be gone by now.');
}
