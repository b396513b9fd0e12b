import { modelsConfigSchema } from '@/lib/models/providers/config';
import type { CloudModelRef } from '@/lib/models/providers/model-ref';
import { createCloudSpeech } from '@/lib/models/speech/cloud/cloud-speech';
import type { SpeechEngine, SpeechSegment } from '@/lib/models/speech/engine';
import { ALL_PROVIDERS, NOW } from './provider-models';
import type { ProviderServer } from './server';

export const WAV = new TextEncoder().encode('RIFF....WAVEfmt the samples');

/** Four seconds from the middle of a recording. */
export const segment: SpeechSegment = {
  pcm: new Int16Array(64_000),
  sampleRate: 16_000,
  start: 10,
  end: 14,
  wav: () => WAV,
};

export const gemini: CloudModelRef = { provider: 'google', model: 'gemini-2.5-flash' };
export const whisper: CloudModelRef = { provider: 'openai-compatible', model: 'whisper-1' };
export const openai: CloudModelRef = { provider: 'openai', model: 'whisper-1' };

/** An engine whose provider is the server on the loopback. */
export function speechEngine(
  server: ProviderServer,
  ref: CloudModelRef,
  options: { keys?: string[]; callTimeoutMs?: number } = {},
): SpeechEngine {
  const { keys = ['key-one'], ...limits } = options;
  const config = modelsConfigSchema.parse({
    language: [{ provider: 'local', model: 'extractive' }],
    speech: [ref],
    providers: Object.fromEntries(
      ALL_PROVIDERS.map((name) => [name, { keys, baseURL: server.baseUrls[name] }]),
    ),
    ...limits,
  });
  return createCloudSpeech(ref, config, { now: () => NOW });
}
