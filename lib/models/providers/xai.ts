import { createXai } from '@ai-sdk/xai';

import { baseUrlOf, type ModelProvider } from './provider';

/** xAI's chat completions. */
export const xai: ModelProvider = {
  name: 'xai',
  language: (model, access) => createXai({ apiKey: access.key, ...baseUrlOf(access) }).chat(model),
};
