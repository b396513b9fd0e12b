import { z } from 'zod';

import { modelsConfigSchema, type ModelsConfig, type ProviderSettings } from './config';
import { parseModelSpec, type ModelRef } from './model-ref';
import { PROVIDER_NAMES, type ProviderName } from './name';

/** What a bare `local` stands for. */
export const LOCAL_LANGUAGE_MODEL = 'extractive';
const LOCAL_SPEECH_MODEL = 'pocketsphinx';

/** Used when a provider has a key and FIRELANE_LANGUAGE_MODELS does not say more. */
const DEFAULT_LANGUAGE_MODELS: Partial<Record<ProviderName, string>> = {
  google: 'gemini-2.5-flash',
  deepseek: 'deepseek-flash',
  openai: 'gpt-5.4-mini',
  xai: 'grok-4.3',
};

const DEFAULT_SPEECH_MODELS: Partial<Record<ProviderName, string>> = {
  google: 'gemini-2.5-flash',
  openai: 'whisper-1',
};

/** An empty variable is an absent one: `KEY=` is how a `.env` file says "none". */
const text = z
  .string()
  .trim()
  .optional()
  .transform((value) => (value === '' ? undefined : value));
const url = text.pipe(z.url({ protocol: /^https?$/ }).optional());

const modelsEnvSchema = z.object({
  FIRELANE_LANGUAGE_MODELS: text,
  FIRELANE_SPEECH_MODELS: text,
  GOOGLE_GENERATIVE_AI_API_KEY: text,
  GOOGLE_BASE_URL: url,
  DEEPSEEK_API_KEY: text,
  DEEPSEEK_API_ENDPOINT: url,
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: url,
  AZURE_API_KEY: text,
  AZURE_RESOURCE_NAME: text,
  AZURE_BASE_URL: url,
  AZURE_DEPLOYMENT: text,
  XAI_API_KEY: text,
  XAI_BASE_URL: url,
  OPENAI_COMPATIBLE_BASE_URL: url,
  OPENAI_COMPATIBLE_API_KEY: text,
  OPENAI_COMPATIBLE_MODEL: text,
  OPENAI_COMPATIBLE_SPEECH_MODEL: text,
});

type ModelsEnv = z.output<typeof modelsEnvSchema>;

/**
 * The models that an environment sets up. Without a word about order: every provider with a key, then local.
 * @throws ZodError, which names variables but never shows a key
 */
export function modelsConfigFromEnv(env: Record<string, string | undefined>): ModelsConfig {
  const read = modelsEnvSchema.parse(env);
  const providers = providersOf(read);
  const language = read.FIRELANE_LANGUAGE_MODELS ?? defaultSpec(providers, languageDefaults(read));
  const speech = read.FIRELANE_SPEECH_MODELS ?? defaultSpec(providers, speechDefaults(read));
  return modelsConfigSchema.parse({
    language: refsOf('FIRELANE_LANGUAGE_MODELS', language, LOCAL_LANGUAGE_MODEL),
    speech: refsOf('FIRELANE_SPEECH_MODELS', speech, LOCAL_SPEECH_MODEL),
    providers,
  });
}

function providersOf(env: ModelsEnv): Partial<Record<ProviderName, ProviderSettings>> {
  const compatible = env.OPENAI_COMPATIBLE_BASE_URL;
  const azureReachable = env.AZURE_RESOURCE_NAME ?? env.AZURE_BASE_URL;
  const settings: Partial<Record<ProviderName, ProviderSettings | undefined>> = {
    google: settingsOf(env.GOOGLE_GENERATIVE_AI_API_KEY, env.GOOGLE_BASE_URL),
    deepseek: settingsOf(env.DEEPSEEK_API_KEY, env.DEEPSEEK_API_ENDPOINT),
    openai: settingsOf(env.OPENAI_API_KEY, env.OPENAI_BASE_URL),
    azure: azureReachable
      ? settingsOf(env.AZURE_API_KEY, env.AZURE_BASE_URL, env.AZURE_RESOURCE_NAME)
      : undefined,
    xai: settingsOf(env.XAI_API_KEY, env.XAI_BASE_URL),
    'openai-compatible': compatible
      ? { keys: keysOf(env.OPENAI_COMPATIBLE_API_KEY) ?? [''], baseURL: compatible }
      : undefined,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function settingsOf(
  keys: string | undefined,
  baseURL: string | undefined,
  resourceName?: string,
): ProviderSettings | undefined {
  const list = keysOf(keys);
  if (!list) return undefined;
  return {
    keys: list,
    ...(baseURL === undefined ? {} : { baseURL }),
    ...(resourceName === undefined ? {} : { resourceName }),
  };
}

function keysOf(keys: string | undefined): string[] | undefined {
  const list = (keys ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  return list.length === 0 ? undefined : list;
}

function languageDefaults(env: ModelsEnv): Partial<Record<ProviderName, string | undefined>> {
  return {
    ...DEFAULT_LANGUAGE_MODELS,
    azure: env.AZURE_DEPLOYMENT,
    'openai-compatible': env.OPENAI_COMPATIBLE_MODEL,
  };
}

function speechDefaults(env: ModelsEnv): Partial<Record<ProviderName, string | undefined>> {
  return { ...DEFAULT_SPEECH_MODELS, 'openai-compatible': env.OPENAI_COMPATIBLE_SPEECH_MODEL };
}

function defaultSpec(
  providers: Partial<Record<ProviderName, ProviderSettings>>,
  models: Partial<Record<ProviderName, string | undefined>>,
): string {
  const named = PROVIDER_NAMES.filter((name) => providers[name] && models[name]);
  return [...named.map((name) => `${name}:${models[name]}`), 'local'].join(',');
}

function refsOf(variable: string, spec: string, localModel: string): ModelRef[] {
  const parsed = parseModelSpec(spec, localModel);
  if (parsed.ok) return parsed.refs;
  throw new z.ZodError([
    { code: 'custom', path: [variable], message: parsed.problem, input: undefined },
  ]);
}
