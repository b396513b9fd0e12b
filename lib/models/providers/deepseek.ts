import { createDeepSeek } from '@ai-sdk/deepseek';

import { baseUrlOf, type ModelProvider } from './provider';

/** DeepSeek's chat completions. */
export const deepseek: ModelProvider = {
  name: 'deepseek',
  language: (model, access) =>
    createDeepSeek({ apiKey: access.key, ...baseUrlOf(access) }).chat(model),
};
