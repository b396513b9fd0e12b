import { createHash } from 'node:crypto';

import type { CallKey } from '../gate';
import type { ModelsConfig } from './config';
import type { ProviderName } from './name';
import type { ProviderAccess } from './provider';

/** A key of a provider, with the way to use it. */
export interface KeyedAccess extends CallKey {
  access: ProviderAccess;
}

/** A provider's keys, in the configuration's order. */
export function keyedAccess(
  config: Pick<ModelsConfig, 'providers'>,
  provider: ProviderName,
): KeyedAccess[] {
  const settings = config.providers[provider];
  if (!settings) return [];
  const { keys, baseURL, resourceName } = settings;
  return keys.map((key, index) => ({
    id: fingerprint(provider, key),
    label: `${provider} #${index + 1}`,
    access: { key, baseURL, resourceName },
  }));
}

/** Names a key without telling anything of it: keys are too long to be guessed from it. */
function fingerprint(provider: ProviderName, key: string): string {
  return createHash('sha256').update(`${provider}:${key}`).digest('hex').slice(0, 16);
}
