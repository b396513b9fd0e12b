import { JobError } from '../../../jobs/error';
import { openGate } from '../../gate';
import type { ModelSurroundings } from '../../language/chain';
import { keyedAccess } from '../../providers/access';
import type { ModelsConfig } from '../../providers/config';
import type { CloudModelRef } from '../../providers/model-ref';
import { guardedCall } from '../../providers/guarded-call';
import { PROVIDER_TITLES } from '../../providers/name';
import { PROVIDERS } from '../../providers/registry';
import type { SpeechEngine, SpeechResult, SpeechSegment } from '../engine';
import { hearWithLanguageModel } from './audio-input';
import { hearWithEndpoint } from './audio-file';
import type { Hearing } from './hearing';

const HEARD_BY_A_MODEL =
  'Recognised by a cloud model, which can mishear names and numbers: check what matters against the recording.';

/** What a cloud engine works with, where it is not alone in the world. */
export type CloudSurroundings = Pick<ModelSurroundings, 'gate' | 'now'>;

/** Speech to text by a provider. A key that is refused or rate limited gives way to the provider's next one. */
export function createCloudSpeech(
  ref: CloudModelRef,
  config: ModelsConfig,
  { gate = openGate(), now = Date.now }: Partial<CloudSurroundings> = {},
): SpeechEngine {
  const { provider, model } = ref;
  const title = PROVIDER_TITLES[provider];
  const speech = PROVIDERS[provider].speech;
  return {
    provider,
    model,
    local: false,
    note: HEARD_BY_A_MODEL,
    hold: () => gate.hold(provider, model),
    async transcribe(audio, options) {
      if (!speech) throw notOffered(title);
      const { callTimeoutMs } = config;
      return guardedCall(
        gate,
        {
          provider,
          model,
          keys: keyedAccess(config, provider),
          estimatedTokens: estimateTokens(audio),
          signal: options.signal,
        },
        {
          call: (access) =>
            hear({ model: speech(model, access), title, audio, options, callTimeoutMs, now }),
          usageOf: ({ usage }) => usage,
        },
      );
    },
  };
}

/** Gemini counts 32 tokens a second of sound; a fast speaker says about five tokens a second. */
function estimateTokens({ start, end }: SpeechSegment): number {
  return Math.ceil((end - start) * (32 + 5)) + 200;
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
