import { createOpenAI } from '@ai-sdk/openai';

import { baseUrlOf, type ModelProvider } from './provider';

/**
 * OpenAI by chat completions, not by the SDK's default Responses API: that one keeps what it was sent on the
 * provider's side, and proxies set as the base URL rarely speak it.
 */
export const openai: ModelProvider = {
  name: 'openai',
  language: (model, access) =>
    createOpenAI({ apiKey: access.key, ...baseUrlOf(access) }).chat(model),
  speech: (model, access) => ({
    takes: 'audio_file',
    model: createOpenAI({ apiKey: access.key, ...baseUrlOf(access) }).transcription(model),
    optionsKey: 'openai',
  }),
};
