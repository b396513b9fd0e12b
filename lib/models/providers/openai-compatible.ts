import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';

import type { ModelProvider } from './provider';

/** Groq, vLLM, Ollama, llama.cpp, whisper.cpp and the like: whatever answers at the base URL. */
export const openaiCompatible: ModelProvider = {
  name: 'openai-compatible',
  language: (model, access) =>
    createOpenAICompatible({
      name: 'openai-compatible',
      baseURL: access.baseURL ?? '',
      includeUsage: true,
      supportsStructuredOutputs: true,
      ...(access.key === '' ? {} : { apiKey: access.key }),
    }).chatModel(model),
  speech: (model, access) => ({
    takes: 'audio_file',
    model: createOpenAI({
      // The SDK would otherwise fall back to OPENAI_API_KEY and send it to this server.
      apiKey: access.key === '' ? 'none' : access.key,
      baseURL: access.baseURL ?? '',
      name: 'openai-compatible',
    }).transcription(model),
    optionsKey: 'openai',
  }),
};
