import { createOpenAI } from '@ai-sdk/openai';

import { baseUrlOf, transcriptionEndpoint, type ModelProvider } from './provider';

const OPENAI_URL = 'https://api.openai.com/v1';

/**
 * OpenAI by chat completions, not by the SDK's default Responses API: that one keeps what it was sent on the
 * provider's side, and proxies set as the base URL rarely speak it.
 */
export const openai: ModelProvider = {
  name: 'openai',
  language: (model, access) =>
    createOpenAI({ apiKey: access.key, ...baseUrlOf(access) }).chat(model),
  speech: (model, access) => transcriptionEndpoint(access.baseURL ?? OPENAI_URL, model, access),
};
