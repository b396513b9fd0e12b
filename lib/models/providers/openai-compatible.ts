import { createOpenAICompatible } from '@ai-sdk/openai-compatible';

import { transcriptionEndpoint, type ModelProvider } from './provider';

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
  speech: (model, access) => transcriptionEndpoint(access.baseURL ?? '', model, access),
};
