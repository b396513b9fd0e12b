import { z } from 'zod';

import { modelRefSchema } from './model-ref';
import type { ProviderName } from './name';

const providerSettingsSchema = z.object({
  /** Taken in turn; a key that is refused or rate limited gives way to the next. */
  keys: z.array(z.string()).min(1),
  baseURL: z.url().optional(),
  resourceName: z.string().min(1).optional(),
});

export type ProviderSettings = z.output<typeof providerSettingsSchema>;

/** Which models there are, in fallback order, and how they are reached. Holds secrets: never log it. */
export const modelsConfigSchema = z
  .object({
    language: z.array(modelRefSchema).min(1),
    speech: z.array(modelRefSchema).min(1),
    providers: z.object({
      google: providerSettingsSchema.optional(),
      deepseek: providerSettingsSchema.optional(),
      openai: providerSettingsSchema.optional(),
      azure: providerSettingsSchema.optional(),
      xai: providerSettingsSchema.optional(),
      'openai-compatible': providerSettingsSchema.optional(),
    }),
    /** A whole answer must be there by then. Milliseconds. */
    callTimeoutMs: z.number().int().positive().default(120_000),
    /** A streamed answer may not pause longer; models that think first do so in silence. Milliseconds. */
    idleTimeoutMs: z.number().int().positive().default(75_000),
  })
  .superRefine((config, context) => {
    for (const chain of ['language', 'speech'] as const) {
      for (const { provider } of config[chain]) {
        if (provider === 'local' || config.providers[provider]) continue;
        context.addIssue({
          code: 'custom',
          path: [chain],
          message: `${provider} is named but not set up: ${NEEDED_VARIABLES[provider]}.`,
        });
      }
      for (const { provider } of config[chain]) {
        if (chain === 'language' || SPEECH_PROVIDERS.includes(provider)) continue;
        context.addIssue({
          code: 'custom',
          path: [chain],
          message: `${provider} has no speech to text here; use one of ${SPEECH_PROVIDERS.join(', ')}.`,
        });
      }
    }
  });

export type ModelsConfig = z.output<typeof modelsConfigSchema>;

const SPEECH_PROVIDERS: readonly string[] = ['google', 'openai', 'openai-compatible', 'local'];

const NEEDED_VARIABLES: Record<ProviderName, string> = {
  google: 'set GOOGLE_GENERATIVE_AI_API_KEY',
  deepseek: 'set DEEPSEEK_API_KEY',
  openai: 'set OPENAI_API_KEY',
  azure: 'set AZURE_API_KEY, and AZURE_RESOURCE_NAME or AZURE_BASE_URL',
  xai: 'set XAI_API_KEY',
  'openai-compatible': 'set OPENAI_COMPATIBLE_BASE_URL',
};
