import { afterAll } from 'vitest';

import type { StoredSettings } from '@/lib/cluster/settings';
import type { Engine } from '@/lib/queue/engine';
import { RECORDS, SETTINGS_ID } from '@/lib/queue/records';
import { SettingsFollower } from '@/lib/queue/settings-follower';

import { GENEROUS } from '../../generous-settings';

/** The stored settings as one process follows them. Closed after the file's last test. */
export function followSettings(engine: Engine): SettingsFollower {
  const follower = new SettingsFollower(engine, GENEROUS);
  follower.start();
  afterAll(() => follower.close());
  return follower;
}

/** What an administrator's action writes; others hear of it in their own time. */
export async function storeSettings({ records }: Engine, value: StoredSettings): Promise<void> {
  await records.write([{ collection: RECORDS.settings, id: SETTINGS_ID, value, version: 'any' }]);
}
