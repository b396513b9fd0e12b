import type { z } from 'zod';

import { JobError } from '../../jobs/error';
import type { Engine } from '../../jobs/kinds/engine';
import { mostHopeful } from '../classify/most-hopeful';
import { concernsKey, createAccessRotation } from '../providers/access';
import type { ModelsConfig } from '../providers/config';
import { isCloudModel, type CloudModelRef } from '../providers/model-ref';
import { PROVIDER_TITLES } from '../providers/name';
import { PROVIDERS } from '../providers/registry';
import { callModel, callModelForObject, streamModel, type Callee, type CallResult } from './call';
import type { GenerateRequest, Generated, LanguageModels, StreamRequest } from './language-models';
import { costOf } from './prices';

const WRITTEN_BY_A_MODEL =
  'Written by a language model, which can be wrong: check what matters against the source.';

/**
 * The language models of a configuration, `local` left out: it does not take prompts.
 * @param now wall clock, for reset times that providers give as dates
 */
export function createLanguageModels(
  config: ModelsConfig,
  now: () => number = Date.now,
): LanguageModels {
  const refs = config.language.filter(isCloudModel);
  const accessOf = createAccessRotation(config);

  async function firstToAnswer<R extends CallResult>(
    signal: AbortSignal,
    call: (callee: Callee) => Promise<R>,
  ): Promise<R & Generated> {
    const errors: JobError[] = [];
    const skipped: string[] = [];
    for (const ref of refs) {
      const title = PROVIDER_TITLES[ref.provider];
      for (const access of accessOf(ref.provider)) {
        const model = PROVIDERS[ref.provider].language(ref.model, access);
        const { callTimeoutMs, idleTimeoutMs } = config;
        try {
          const result = await call({ model, title, callTimeoutMs, idleTimeoutMs, now });
          return { ...result, skipped, engine: engineOf(ref), usage: usageOf(ref, result) };
        } catch (error) {
          if (signal.aborted || !(error instanceof JobError)) throw error;
          errors.push(error);
          if (!concernsKey(error)) break;
        }
      }
      const last = errors.at(-1);
      if (last && !anotherMayDo(last)) throw last;
      skipped.push(title);
    }
    throw mostHopeful(errors) ?? noModel();
  }

  return {
    engines: refs.map(engineOf),
    generate: (request: GenerateRequest) =>
      firstToAnswer(request.signal, (callee) => callModel(callee, request)),
    generateObject: <T>(request: GenerateRequest & { schema: z.ZodType<T> }) =>
      firstToAnswer(request.signal, (callee) => callModelForObject(callee, request)),
    stream: (request: StreamRequest) => {
      let shown = false;
      return firstToAnswer(request.signal, (callee) => {
        // What a model wrote before it failed is taken back before the next one starts.
        if (shown) request.onText('');
        shown = false;
        return streamModel(callee, {
          ...request,
          onText: (text) => {
            shown = true;
            request.onText(text);
          },
        });
      });
    },
  };
}

/**
 * Whether another provider may succeed. One may take a longer text; but what one declined for its content is
 * not shown around until somebody accepts it.
 */
function anotherMayDo(error: JobError): boolean {
  return error.class !== 'bug' && error.code !== 'content_blocked';
}

function engineOf(ref: CloudModelRef): Engine {
  return {
    provider: ref.provider,
    model: ref.model,
    local: false,
    note: WRITTEN_BY_A_MODEL,
  };
}

function usageOf(
  ref: CloudModelRef,
  { inputTokens, outputTokens }: CallResult,
): Generated['usage'] {
  const call = { provider: ref.provider, model: ref.model, inputTokens, outputTokens };
  const counted = inputTokens + outputTokens > 0;
  return { ...call, cost: counted ? costOf(call) : null, cached: false };
}

function noModel(): JobError {
  return new JobError(
    'unsupported',
    'no_language_model',
    'No language model is configured. Ask whoever runs this site to set one up.',
  );
}
