import { JobError } from '../../../jobs/error';
import { mostHopeful } from '../../classify/most-hopeful';
import { concernsKey, createAccessRotation } from '../../providers/access';
import type { ModelsConfig } from '../../providers/config';
import type { CloudModelRef } from '../../providers/model-ref';
import { PROVIDER_TITLES } from '../../providers/name';
import { PROVIDERS } from '../../providers/registry';
import type { SpeechEngine, SpeechResult } from '../engine';
import { hearWithLanguageModel } from './audio-input';
import { hearWithEndpoint } from './audio-file';
import type { Hearing } from './hearing';

const HEARD_BY_A_MODEL =
  'Recognised by a cloud model, which can mishear names and numbers: check what matters against the recording.';

/**
 * Speech to text by a provider. A key that is refused or rate limited gives way to the provider's next one.
 * @param now wall clock, for reset times that providers give as dates
 */
export function createCloudSpeech(
  ref: CloudModelRef,
  config: ModelsConfig,
  now: () => number = Date.now,
): SpeechEngine {
  const accessOf = createAccessRotation(config);
  const provider = PROVIDERS[ref.provider];
  const title = PROVIDER_TITLES[ref.provider];
  return {
    provider: ref.provider,
    model: ref.model,
    local: false,
    note: HEARD_BY_A_MODEL,
    async transcribe(audio, options) {
      const errors: JobError[] = [];
      for (const access of accessOf(ref.provider)) {
        const model = provider.speech?.(ref.model, access);
        if (!model) break;
        const { callTimeoutMs } = config;
        try {
          return await hear({
            model,
            title,
            audio,
            options,
            callTimeoutMs,
            now,
          });
        } catch (error) {
          if (options.signal.aborted || !(error instanceof JobError)) throw error;
          errors.push(error);
          if (!concernsKey(error)) break;
        }
      }
      throw mostHopeful(errors) ?? notOffered(title);
    },
  };
}

function hear(hearing: Hearing): Promise<SpeechResult> {
  return hearing.model.takes === 'audio_input'
    ? hearWithLanguageModel(hearing, hearing.model)
    : hearWithEndpoint(hearing, hearing.model.endpoint);
}

function notOffered(title: string): JobError {
  return new JobError(
    'unsupported',
    'no_speech_model',
    `${title} is not set up for speech. Ask whoever runs this site to choose another engine.`,
  );
}
