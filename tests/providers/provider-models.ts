import { createLanguageModels } from '@/lib/models/language/chain';
import type { LanguageModels } from '@/lib/models/language/language-models';
import { modelsConfigSchema, type ModelsConfig } from '@/lib/models/providers/config';
import { parseModelSpec } from '@/lib/models/providers/model-ref';
import type { ProviderName } from '@/lib/models/providers/name';
import type { ProviderServer } from './server';

const MODELS: Record<ProviderName, string> = {
  google: 'gemini-2.5-flash',
  deepseek: 'deepseek-flash',
  openai: 'gpt-4.1-mini',
  azure: 'our-deployment',
  xai: 'grok-4.3',
  'openai-compatible': 'llama-3.1-8b',
};

export const ALL_PROVIDERS = Object.keys(MODELS) as ProviderName[];

/** Wall clock of every test: no date in a header depends on when it runs. */
export const NOW = Date.parse('2026-01-01T00:00:00Z');

/** A configuration whose every provider is the server on the loopback. */
export function configFor(
  server: ProviderServer,
  spec: string,
  options: { keys?: string[]; idleTimeoutMs?: number; callTimeoutMs?: number } = {},
): ModelsConfig {
  const { keys = ['key-one'], ...limits } = options;
  const parsed = parseModelSpec(spec, 'extractive');
  if (!parsed.ok) throw new Error(parsed.problem);
  return modelsConfigSchema.parse({
    language: parsed.refs,
    speech: [{ provider: 'local', model: 'pocketsphinx' }],
    providers: Object.fromEntries(
      ALL_PROVIDERS.map((name) => [name, { keys, baseURL: server.baseUrls[name] }]),
    ),
    ...limits,
  });
}

export function modelsFor(
  server: ProviderServer,
  spec: string,
  options: Parameters<typeof configFor>[2] = {},
): LanguageModels {
  return createLanguageModels(configFor(server, spec, options), { now: () => NOW });
}

export function specOf(...providers: ProviderName[]): string {
  return providers.map((name) => `${name}:${MODELS[name]}`).join(',');
}
