import { createGoogleGenerativeAI } from '@ai-sdk/google';

import { baseUrlOf, type ModelProvider } from './provider';

/** Gemini, over `generateContent`. Its speech to text is the same model with the audio as input. */
export const google: ModelProvider = {
  name: 'google',
  language: (model, access) =>
    createGoogleGenerativeAI({ apiKey: access.key, ...baseUrlOf(access) }).languageModel(model),
  speech: (model, access) => ({ takes: 'audio_input', model: google.language(model, access) }),
};
