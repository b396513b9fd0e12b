import {
  generateText,
  Output,
  streamText,
  type FinishReason,
  type LanguageModelUsage,
  type ModelMessage as SdkMessage,
} from 'ai';
import type { z } from 'zod';

import type { JobError } from '../../jobs/error';
import { classifyProviderError, providerFailure } from '../classify/classify';
import { saysError } from '../classify/facts';
import type { LanguageModelV3 } from '../providers/provider';
import { createDeadline, type Deadline } from './deadline';

/** One model, as it is called. */
export interface Callee {
  model: LanguageModelV3;
  /** As a person knows the provider. */
  title: string;
  /** Milliseconds. */
  callTimeoutMs: number;
  /** Milliseconds. */
  idleTimeoutMs: number;
  /** Wall clock, for reset times given as dates. */
  now: () => number;
}

export interface Call {
  system: string;
  messages: SdkMessage[];
  signal: AbortSignal;
  maxOutputTokens?: number | undefined;
}

export interface CallResult {
  text: string;
  complete: boolean;
  inputTokens: number;
  outputTokens: number;
}

/** One call of one model, answered at once. @throws JobError; the signal's reason once it is aborted */
export async function callModel(callee: Callee, call: Call): Promise<CallResult> {
  const deadline = createDeadline(call.signal, callee.callTimeoutMs);
  try {
    const result = await generateText({ ...settings(callee, call), abortSignal: deadline.signal });
    // Some send an error with status 200, and the SDK then sees an answer without words.
    if (result.text === '' && saysError(result.response.body)) {
      throw classified(result.response.body, callee);
    }
    return checked(callee, result.text, result.finishReason, result.usage);
  } catch (error) {
    throw failureOf(error, callee, call, deadline);
  } finally {
    deadline.clear();
  }
}

/** As `callModel`, for an answer of a given shape. An answer of another shape is the provider's nonsense. */
export async function callModelForObject<T>(
  callee: Callee,
  call: Call & { schema: z.ZodType<T> },
): Promise<CallResult & { object: T }> {
  const deadline = createDeadline(call.signal, callee.callTimeoutMs);
  try {
    const result = await generateText({
      ...settings(callee, call),
      abortSignal: deadline.signal,
      output: Output.object({ schema: call.schema }),
    });
    const answer = checked(callee, result.text, result.finishReason, result.usage);
    return { ...answer, object: result.output };
  } catch (error) {
    throw failureOf(error, callee, call, deadline);
  } finally {
    deadline.clear();
  }
}

/**
 * As `callModel`, with the text as it grows. Reads every part of the stream: `textStream` swallows errors, an
 * error inside the stream is still followed by `finish`, and a cut one may just end.
 */
export async function streamModel(
  callee: Callee,
  call: Call & { onText: (textSoFar: string) => void },
): Promise<CallResult> {
  const deadline = createDeadline(call.signal, callee.idleTimeoutMs);
  let text = '';
  try {
    const { fullStream } = streamText({
      ...settings(callee, call),
      abortSignal: deadline.signal,
      // The error is in the stream as well; the SDK's default prints it, with what was sent.
      onError: () => undefined,
    });
    let failure: { error: unknown } | undefined;
    let end: { reason: FinishReason; usage: LanguageModelUsage } | undefined;
    for await (const part of fullStream) {
      deadline.extend();
      if (part.type === 'text-delta' && !failure) {
        text += part.text;
        call.onText(text);
      } else if (part.type === 'error') {
        failure ??= { error: part.error };
      } else if (part.type === 'abort') {
        failure ??= { error: new DOMException('The stream was aborted', 'AbortError') };
      } else if (part.type === 'finish') {
        end = { reason: part.finishReason, usage: part.totalUsage };
      }
    }
    if (failure) throw classified(failure.error, callee);
    if (!end) throw providerFailure('stream_truncated', callee.title);
    return checked(callee, text, end.reason, end.usage);
  } catch (error) {
    const failure = failureOf(error, callee, call, deadline);
    const brokeOff = text !== '' && failure.code === 'provider_unreachable';
    throw brokeOff ? providerFailure('stream_truncated', callee.title) : failure;
  } finally {
    deadline.clear();
  }
}

function settings(callee: Callee, call: Call) {
  return {
    model: callee.model,
    system: call.system,
    messages: call.messages,
    maxRetries: 0,
    ...(call.maxOutputTokens === undefined ? {} : { maxOutputTokens: call.maxOutputTokens }),
  };
}

/** An answer that ended as answers end, and says something. */
function checked(
  callee: Callee,
  text: string,
  reason: FinishReason,
  usage: LanguageModelUsage,
): CallResult {
  if (reason === 'content-filter') throw providerFailure('content_blocked', callee.title);
  // No reason reached us: the connection ended before the answer did.
  if (reason === 'other' || reason === 'error') {
    throw providerFailure('stream_truncated', callee.title);
  }
  if (text.trim() === '') throw providerFailure('provider_nonsense', callee.title);
  return {
    text,
    complete: reason !== 'length',
    inputTokens: count(usage.inputTokens),
    outputTokens: count(usage.outputTokens),
  };
}

/** Providers leave counts out, and some SDKs then say NaN. */
function count(tokens: number | undefined): number {
  return tokens !== undefined && Number.isFinite(tokens) && tokens > 0 ? Math.round(tokens) : 0;
}

/** @throws the signal's reason once it is aborted */
function failureOf(error: unknown, callee: Callee, call: Call, deadline: Deadline): JobError {
  call.signal.throwIfAborted();
  if (deadline.passed()) return providerFailure('provider_timeout', callee.title);
  return classified(error, callee);
}

function classified(error: unknown, callee: Callee): JobError {
  return classifyProviderError(error, { provider: callee.title, now: callee.now() });
}
