import { describe, expect, it } from 'vitest';

import { modelsConfigFromEnv } from '@/lib/models/providers/env';
import { parseModelSpec } from '@/lib/models/providers/model-ref';
import { keyedAccess } from '@/lib/models/providers/access';

const SECRET = 'sk-very-secret';
const names = (env: Record<string, string>, chain: 'language' | 'speech' = 'language') =>
  modelsConfigFromEnv(env)[chain].map(({ provider, model }) => `${provider}:${model}`);

describe('without a word about order', () => {
  it('is local alone when there is no key', () => {
    expect(names({})).toEqual(['local:extractive']);
    expect(names({}, 'speech')).toEqual(['local:pocketsphinx']);
  });

  it('is every provider with a key, then local', () => {
    const env = {
      XAI_API_KEY: SECRET,
      GOOGLE_GENERATIVE_AI_API_KEY: SECRET,
      DEEPSEEK_API_KEY: SECRET,
    };
    expect(names(env)).toEqual([
      'google:gemini-2.5-flash',
      'deepseek:deepseek-flash',
      'xai:grok-4.3',
      'local:extractive',
    ]);
    expect(names(env, 'speech')).toEqual(['google:gemini-2.5-flash', 'local:pocketsphinx']);
  });

  it('takes an empty variable for an absent one', () => {
    expect(names({ OPENAI_API_KEY: ' ', FIRELANE_LANGUAGE_MODELS: '' })).toEqual([
      'local:extractive',
    ]);
  });
});

it('follows the order that is given', () => {
  const env = {
    FIRELANE_LANGUAGE_MODELS: ' deepseek:deepseek-chat , google:gemini-2.5-pro,local',
    GOOGLE_GENERATIVE_AI_API_KEY: SECRET,
    DEEPSEEK_API_KEY: SECRET,
    DEEPSEEK_API_ENDPOINT: 'https://deepseek.example/v1',
  };
  expect(names(env)).toEqual([
    'deepseek:deepseek-chat',
    'google:gemini-2.5-pro',
    'local:extractive',
  ]);
  expect(modelsConfigFromEnv(env).providers.deepseek).toEqual({
    keys: [SECRET],
    baseURL: 'https://deepseek.example/v1',
  });
});

it('reads several keys, and names them without telling them', () => {
  const config = modelsConfigFromEnv({ OPENAI_API_KEY: 'a, b,,c', XAI_API_KEY: 'a' });
  const keys = keyedAccess(config, 'openai');
  expect(keys.map(({ access }) => access.key)).toEqual(['a', 'b', 'c']);
  expect(keys.map(({ label }) => label)).toEqual(['openai #1', 'openai #2', 'openai #3']);
  const ids = [...keys, ...keyedAccess(config, 'xai')].map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
});

it('lets a compatible server go without a key', () => {
  const env = {
    OPENAI_COMPATIBLE_BASE_URL: 'http://localhost:11434/v1',
    FIRELANE_LANGUAGE_MODELS: 'openai-compatible:llama3',
  };
  expect(modelsConfigFromEnv(env).providers['openai-compatible']?.keys).toEqual(['']);
});

it.each([
  ['an unknown provider', { FIRELANE_LANGUAGE_MODELS: 'skynet:t-800' }, 'skynet'],
  ['a provider without a model', { FIRELANE_LANGUAGE_MODELS: 'google' }, 'google:<model>'],
  ['a provider without a key', { FIRELANE_LANGUAGE_MODELS: 'xai:grok-4.3' }, 'XAI_API_KEY'],
  ['nothing but commas', { FIRELANE_LANGUAGE_MODELS: ' , ,' }, 'names no model'],
  [
    'a provider that has no speech to text',
    { FIRELANE_SPEECH_MODELS: 'deepseek:x', DEEPSEEK_API_KEY: SECRET },
    'no speech to text',
  ],
  [
    'a base URL that is none',
    { OPENAI_API_KEY: SECRET, OPENAI_BASE_URL: 'nonsense' },
    'OPENAI_BASE_URL',
  ],
])('refuses %s, in words and without showing a key', (_, env, words) => {
  let message = '';
  try {
    modelsConfigFromEnv(env);
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain(words);
  expect(message).not.toContain(SECRET);
});

it('keeps colons of a model’s name', () => {
  expect(parseModelSpec('openai-compatible:llama3:8b', 'x')).toEqual({
    ok: true,
    refs: [{ provider: 'openai-compatible', model: 'llama3:8b' }],
  });
});
