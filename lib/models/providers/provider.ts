import type { LanguageModel } from 'ai';

import type { ProviderName } from './name';

export type LanguageModelV3 = Extract<LanguageModel, { specificationVersion: 'v3' }>;

/** Where a provider is reached, and with which one of its keys. */
export interface ProviderAccess {
  /** Empty for a server that asks for none. */
  key: string;
  baseURL: string | undefined;
  /** Azure only. */
  resourceName: string | undefined;
}

/** A speech model is either a language model that takes audio, or a transcription endpoint. */
export type SpeechModel =
  | { takes: 'audio_input'; model: LanguageModelV3 }
  | { takes: 'audio_file'; endpoint: TranscriptionEndpoint };

/** An `/audio/transcriptions` endpoint. */
export interface TranscriptionEndpoint {
  url: string;
  model: string;
  /** Empty for a server that asks for none. */
  key: string;
}

/** What the AI SDK's packages differ in. */
export interface ModelProvider {
  name: ProviderName;
  language(model: string, access: ProviderAccess): LanguageModelV3;
  /** Absent when the provider has no speech to text that we use. */
  speech?(model: string, access: ProviderAccess): SpeechModel;
}

/** The SDKs tell an absent base URL from an undefined one. */
export function baseUrlOf(access: ProviderAccess): { baseURL?: string } {
  return access.baseURL === undefined ? {} : { baseURL: access.baseURL };
}

export function transcriptionEndpoint(
  baseURL: string,
  model: string,
  access: ProviderAccess,
): SpeechModel {
  const url = `${baseURL.replace(/\/+$/, '')}/audio/transcriptions`;
  return { takes: 'audio_file', endpoint: { url, model, key: access.key } };
}
