import { type ClusterSettings, settingsSchema, type StoredSettings } from '../../cluster/settings';
import { layered } from '../../cluster/settings-layers';
import { RECORDS, SETTINGS_ID } from '../../queue/records';
import type { Caller } from '../caller';
import { fieldProblems } from '../field-problems';
import { HttpProblem } from '../problem';
import type { Services } from '../services';
import type { AuditedAction } from './audit-entry';
import { changeRecord } from './change-record';
import { mergedSettings, unknownSettings } from './settings-patch';

export interface SettingsAnswer {
  /** Null while nothing is stored. */
  version: string | null;
  stored: StoredSettings;
  /** What the deployment's own configuration says where nothing is stored. */
  deployment: StoredSettings;
  /** What holds: stored over the deployment's own over the defaults. */
  settings: ClusterSettings;
}

export async function readSettings({ engine, deployment }: Services): Promise<SettingsAnswer> {
  const { record } = await engine.records.read(RECORDS.settings, SETTINGS_ID);
  return answerOf(deployment, { version: record?.version ?? null, value: record?.value ?? {} });
}

/**
 * Merges a patch into what is stored.
 * @throws HttpProblem `revision_conflict` when it is no longer at `version`; `invalid_input` with pointers
 */
export function changeSettings(
  services: Services,
  caller: Caller,
  body: { version?: string | null | undefined; change: object },
): Promise<SettingsAnswer> {
  const action = { caller, action: 'settings.change', target: 'cluster:settings' };
  return changeStored(services, action, (stored, version) => {
    if (body.version !== undefined && body.version !== version) throw changedSince();
    refuseUnknown(body.change);
    return mergedSettings(stored, body.change);
  });
}

/**
 * Changes the stored settings and audits it.
 * @param tell what the audit log says of them; all, where it is absent
 */
export async function changeStored(
  { engine, deployment }: Services,
  action: AuditedAction,
  decide: (stored: StoredSettings, version: string | null) => StoredSettings,
  tell: (stored: StoredSettings) => unknown = (stored) => stored,
): Promise<SettingsAnswer> {
  const change = {
    ...action,
    collection: RECORDS.settings,
    id: SETTINGS_ID,
    missing: {},
    tell,
  };
  const changed = await changeRecord<StoredSettings>(engine, change, (stored, { version }) => {
    const next = decide(stored, version);
    refuseInvalid(deployment, next);
    return next;
  });
  return answerOf(deployment, changed);
}

function answerOf(
  deployment: StoredSettings,
  { version, value }: { version: string | null; value: StoredSettings },
): SettingsAnswer {
  const parsed = settingsSchema.safeParse(layered(deployment, value));
  // As every process does with what it cannot read (written by hand, or by a later version).
  const settings = parsed.success ? parsed.data : settingsSchema.parse(deployment);
  return { version, stored: value, deployment, settings };
}

function refuseUnknown(change: object): void {
  const issues = unknownSettings(change).map((path) => ({ path, message: 'no such setting' }));
  if (issues.length > 0) throw invalid(issues);
}

function refuseInvalid(deployment: StoredSettings, next: StoredSettings): void {
  const parsed = settingsSchema.safeParse(layered(deployment, next));
  if (!parsed.success) throw invalid(parsed.error.issues);
}

function invalid(issues: readonly { path: readonly PropertyKey[]; message: string }[]) {
  return new HttpProblem('invalid_input', 'Correct the settings that are listed.', {
    errors: fieldProblems(issues, ['change']),
  });
}

function changedSince(): HttpProblem {
  return new HttpProblem(
    'revision_conflict',
    'Somebody changed the settings since you read them. Read them again, then make your change.',
  );
}
