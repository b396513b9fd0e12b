import type { z } from 'zod';

import { JobError } from '../../jobs/error';
import type { Engine } from '../../jobs/kinds/engine';
import { mostHopeful } from '../classify/most-hopeful';
import { type CallGate, openGate, soonestHold } from '../gate';
import { keyedAccess } from '../providers/access';
import type { ModelsConfig } from '../providers/config';
import { isCloudModel, type CloudModelRef } from '../providers/model-ref';
import { guardedCall } from '../providers/guarded-call';
import { PROVIDER_TITLES } from '../providers/name';
import { PROVIDERS } from '../providers/registry';
import { callModel, callModelForObject, streamModel, type Callee, type CallResult } from './call';
import type { GenerateRequest, Generated, LanguageModels, StreamRequest } from './language-models';
import { costOf } from './prices';
import { type AnswerCache, NO_CACHE, requestName } from './response-cache';
import { estimateTokens } from './token-count';

const WRITTEN_BY_A_MODEL =
  'Written by a language model, which can be wrong: check what matters against the source.';

/** What a chain of models works with, where it is not alone in the world. */
export interface ModelSurroundings {
  gate: CallGate;
  cache: AnswerCache;
  /** Wall clock, for reset times that providers give as dates. */
  now: () => number;
}

/** One call as the models of the chain see it, one after the other. */
interface ChainCall<R extends CallResult> {
  request: GenerateRequest;
  schema?: z.ZodType;
  call: (callee: Callee) => Promise<R>;
  /** The result from an answer that was kept; null when it does not fit. */
  restore: (text: string) => R | null;
}

/** The language models of a configuration, `local` left out: it does not take prompts. */
export function createLanguageModels(
  config: ModelsConfig,
  { gate = openGate(), cache = NO_CACHE, now = Date.now }: Partial<ModelSurroundings> = {},
): LanguageModels {
  const refs = config.language.filter(isCloudModel);

  function ask<R extends CallResult>(
    ref: CloudModelRef,
    { request, call }: ChainCall<R>,
  ): Promise<R> {
    const { provider, model } = ref;
    const { callTimeoutMs, idleTimeoutMs } = config;
    const callee = { title: PROVIDER_TITLES[provider], callTimeoutMs, idleTimeoutMs, now };
    return guardedCall<R>(
      gate,
      {
        provider,
        model,
        keys: keyedAccess(config, provider),
        estimatedTokens: estimateTokens(request),
        signal: request.signal,
      },
      {
        call: (access) => call({ ...callee, model: PROVIDERS[provider].language(model, access) }),
        usageOf: (result) => result,
      },
    );
  }

  async function answerOf<R extends CallResult>(
    ref: CloudModelRef,
    chainCall: ChainCall<R>,
  ): Promise<{ result: R; usage: Generated['usage'] }> {
    const { request, schema, restore } = chainCall;
    const askNow = () => ask(ref, chainCall);
    if (request.keep !== undefined) {
      const { forMs: keepMs, fresh } = request.keep;
      const name = requestName(ref, request, schema);
      const kept = { name, keepMs, fresh, signal: request.signal };
      const answer = await cache.answer(kept, askNow);
      if (!answer.kept) return { result: answer.result, usage: usageOf(ref, answer.result) };
      const result = restore(answer.text);
      if (result !== null) return { result, usage: { ...usageOf(ref, result), ...FROM_CACHE } };
    }
    const result = await askNow();
    return { result, usage: usageOf(ref, result) };
  }

  async function firstToAnswer<R extends CallResult>(call: ChainCall<R>): Promise<R & Generated> {
    const errors: JobError[] = [];
    const skipped: string[] = [];
    for (const ref of refs) {
      try {
        const { result, usage } = await answerOf(ref, call);
        return { ...result, skipped, engine: engineOf(ref), usage };
      } catch (error) {
        if (call.request.signal.aborted || !(error instanceof JobError)) throw error;
        if (!anotherMayDo(error)) throw error;
        errors.push(error);
        skipped.push(PROVIDER_TITLES[ref.provider]);
      }
    }
    throw mostHopeful(errors) ?? noModel();
  }

  return {
    engines: refs.map(engineOf),
    hold: () => soonestHold(refs.map(({ provider, model }) => gate.hold(provider, model))),
    generate: (request: GenerateRequest) =>
      firstToAnswer({ request, call: (callee) => callModel(callee, request), restore: keptResult }),
    generateObject: <T>(request: GenerateRequest & { schema: z.ZodType<T> }) =>
      firstToAnswer({
        request,
        schema: request.schema,
        call: (callee) => callModelForObject(callee, request),
        restore: (text) => keptObject(text, request.schema),
      }),
    stream: (request: StreamRequest) => firstToAnswer(streamCall(request)),
  };
}

function streamCall(request: StreamRequest): ChainCall<CallResult> {
  let shown = false;
  // What a model wrote before it failed is taken back before the next one starts.
  const startOver = (): void => {
    if (shown) request.onText('');
    shown = false;
  };
  return {
    request,
    call: (callee) => {
      startOver();
      return streamModel(callee, {
        ...request,
        onText: (text) => {
          shown = true;
          request.onText(text);
        },
      });
    },
    restore: (text) => {
      startOver();
      request.onText(text);
      return keptResult(text);
    },
  };
}

function keptResult(text: string): CallResult {
  return { text, complete: true, inputTokens: 0, outputTokens: 0 };
}

function keptObject<T>(text: string, schema: z.ZodType<T>): (CallResult & { object: T }) | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? { ...keptResult(text), object: parsed.data } : null;
  } catch {
    return null;
  }
}

const FROM_CACHE = { inputTokens: 0, outputTokens: 0, cost: 0, cached: true };

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
