import { z } from 'zod';

import { isProviderName, PROVIDER_NAMES, type ProviderName } from './name';

export const modelRefSchema = z.object({
  provider: z.enum([...PROVIDER_NAMES, 'local']),
  model: z.string().min(1),
});

/** One link of a fallback chain. */
export type ModelRef = z.output<typeof modelRefSchema>;

/** One that is reached over the network. */
export type CloudModelRef = ModelRef & { provider: ProviderName };

export function isCloudModel(ref: ModelRef): ref is CloudModelRef {
  return ref.provider !== 'local';
}

export type ModelSpec = { ok: true; refs: ModelRef[] } | { ok: false; problem: string };

/**
 * Reads `google:gemini-2.5-flash,deepseek:deepseek-flash,local`: a fallback chain, first choice first.
 * `localModel` is what stands for a bare `local`.
 */
export function parseModelSpec(spec: string, localModel: string): ModelSpec {
  const refs: ModelRef[] = [];
  for (const item of spec.split(',').map((part) => part.trim())) {
    if (item === '') continue;
    if (item === 'local') {
      refs.push({ provider: 'local', model: localModel });
      continue;
    }
    const colon = item.indexOf(':');
    const provider = colon === -1 ? item : item.slice(0, colon).trim();
    const model = colon === -1 ? '' : item.slice(colon + 1).trim();
    if (!isProviderName(provider)) {
      const known = [...PROVIDER_NAMES, 'local'].join(', ');
      return { ok: false, problem: `“${provider}” is not one of ${known}.` };
    }
    if (model === '') {
      return { ok: false, problem: `“${item}” names no model: write ${provider}:<model>.` };
    }
    refs.push({ provider, model });
  }
  return refs.length === 0 ? { ok: false, problem: 'It names no model.' } : { ok: true, refs };
}
