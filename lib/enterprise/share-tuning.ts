import { isDeepStrictEqual } from 'node:util';

import { AUDIT_KEPT_MS, type AuditEntry } from '../cluster/audit';
import type { StoredSettings } from '../cluster/settings';
import { adopted } from '../cluster/settings-layers';
import { auditWrite, textOf } from '../http/admin/audit-entry';
import type { Engine } from '../queue/engine';
import { persist } from '../queue/persist';
import { RECORDS, SETTINGS_ID } from '../queue/records';

const TUNING_ID = 'tuning';

/** Tries at a store that does not answer. */
const STORE_TRIES = 4;

/**
 * Puts a configuration's tuning into the settings that every server follows, where no administrator set something
 * else. What an earlier configuration had put there and this one does not name goes back to its default.
 * @throws StoreUnavailable
 */
export async function shareTuning(engine: Engine, tuning: StoredSettings): Promise<void> {
  // Whoever is in the way has written something, so this ends.
  while (!(await persist(engine, undefined, () => tryOnce(engine, tuning), STORE_TRIES)));
}

/** @returns false when somebody wrote in between */
async function tryOnce(engine: Engine, tuning: StoredSettings): Promise<boolean> {
  const { records } = engine;
  const [stored, shared] = await Promise.all([
    records.read(RECORDS.settings, SETTINGS_ID),
    records.read(RECORDS.sharedTuning, TUNING_ID),
  ]);
  const before = stored.record?.value ?? {};
  const left = shared.record?.value.tuning ?? {};
  const value = (adopted(before, left, tuning) ?? {}) as StoredSettings;
  const changes = !isDeepStrictEqual(value, before);
  if (!changes && isDeepStrictEqual(left, tuning)) return true;
  const entry: AuditEntry = {
    at: stored.at,
    actorId: 'configuration',
    actorEmail: null,
    action: 'settings.configure',
    target: 'cluster:settings',
    before: stored.record === null ? null : textOf(before),
    after: textOf(value),
    expireAt: stored.at + AUDIT_KEPT_MS,
  };
  const settings = { collection: RECORDS.settings, id: SETTINGS_ID, value };
  const own = { collection: RECORDS.sharedTuning, id: TUNING_ID, value: { tuning } };
  const outcome = await records.write([
    { ...own, version: shared.record?.version ?? null },
    ...(changes
      ? [{ ...settings, version: stored.record?.version ?? null }, auditWrite(engine, entry)]
      : []),
  ]);
  return outcome.ok;
}
