import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { ModelRef } from '../providers/model-ref';
import type { GenerateRequest } from './language-models';

/** What a model was asked and what it may answer: the same request has the same name. */
export interface KeptRequest {
  name: string;
  /** Milliseconds for which its answer may be given again. */
  keepMs: number;
  /** Ask, even if there is an answer. */
  fresh: boolean;
  signal: AbortSignal;
}

export type Answered<R> = { kept: false; result: R } | { kept: true; text: string };

/** Answers that were given before. Equal requests at the same time are one call. */
export interface AnswerCache {
  /**
   * The kept answer, or what `ask` answers, which is kept if it is complete.
   * @throws what `ask` throws; the signal's reason once it is aborted
   */
  answer<R extends { text: string; complete: boolean }>(
    request: KeptRequest,
    ask: () => Promise<R>,
  ): Promise<Answered<R>>;
}

/** A cache that keeps nothing. */
export const NO_CACHE: AnswerCache = {
  answer: async (_request, ask) => ({ kept: false, result: await ask() }),
};

/** The name of a request: what does not change the answer is left out. */
export function requestName(
  ref: ModelRef,
  { system, messages, maxOutputTokens }: GenerateRequest,
  schema?: z.ZodType,
): string {
  const asked = [
    ref.provider,
    ref.model,
    system,
    messages.map(({ role, content }) => [role, content]),
    maxOutputTokens ?? null,
    schema === undefined ? null : z.toJSONSchema(schema),
  ];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}
