import type { ModelsConfig } from '../providers/config';
import type { CloudModelRef } from '../providers/model-ref';
import { type SpeechChain, speechChain } from './chain';
import { type CloudSurroundings, createCloudSpeech } from './cloud/cloud-speech';
import { localSpeechEngine } from './local/local-speech';

/** The speech engines of a configuration, in its order. */
export function createSpeechChain(
  config: ModelsConfig,
  surroundings: Partial<CloudSurroundings> = {},
): SpeechChain {
  return speechChain(
    config.speech.map((ref) =>
      ref.provider === 'local'
        ? localSpeechEngine()
        : createCloudSpeech(ref as CloudModelRef, config, surroundings),
    ),
  );
}
