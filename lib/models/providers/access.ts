import type { JobError } from '../../jobs/error';
import type { ModelsConfig } from './config';
import type { ProviderName } from './name';
import type { ProviderAccess } from './provider';

/**
 * A provider's keys in the order in which the next call is to try them: each call starts one key further, so
 * that the load is even. In-process only; limits a key across servers are not kept here.
 */
export function createAccessRotation(
  config: Pick<ModelsConfig, 'providers'>,
): (provider: ProviderName) => ProviderAccess[] {
  const turns = new Map<ProviderName, number>();
  return (provider) => {
    const settings = config.providers[provider];
    if (!settings) return [];
    const { keys, baseURL, resourceName } = settings;
    const turn = turns.get(provider) ?? 0;
    turns.set(provider, (turn + 1) % keys.length);
    const inTurn = [...keys.slice(turn), ...keys.slice(0, turn)];
    return inTurn.map((key) => ({ key, baseURL, resourceName }));
  };
}

/** Failures of a key rather than of the provider: the same provider with its next key comes next. */
export function concernsKey(error: JobError): boolean {
  return error.class === 'rate_limited' || error.class === 'auth';
}
