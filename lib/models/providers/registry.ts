import { azure } from './azure';
import { deepseek } from './deepseek';
import { google } from './google';
import type { ProviderName } from './name';
import { openai } from './openai';
import { openaiCompatible } from './openai-compatible';
import type { ModelProvider } from './provider';
import { xai } from './xai';

export const PROVIDERS: Record<ProviderName, ModelProvider> = {
  google,
  deepseek,
  openai,
  azure,
  xai,
  'openai-compatible': openaiCompatible,
};
