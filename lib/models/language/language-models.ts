import type { z } from 'zod';

import type { Usage } from '../../jobs/job';
import type { Engine } from '../../jobs/kinds/engine';
import type { Hold } from '../gate';

/** One turn of what a model is asked. */
export interface ModelMessage {
  role: 'user' | 'assistant';
  content: string;
}

export interface GenerateRequest {
  system: string;
  messages: ModelMessage[];
  /** Aborting it ends the call, and no further model is tried. */
  signal: AbortSignal;
  maxOutputTokens?: number;
  /** Absent: the answer is neither looked up nor kept. */
  keep?: Keeping | undefined;
}

/** Whether an answer may serve again. */
export interface Keeping {
  /** Milliseconds for which it may. */
  forMs: number;
  /** Ask anew, even if the same was answered before. */
  fresh: boolean;
}

export interface StreamRequest extends GenerateRequest {
  /** All of the answer so far. Starts again from the empty text when another model takes over. */
  onText: (textSoFar: string) => void;
}

export interface Generated {
  text: string;
  engine: Engine;
  /** What every call made for this answer consumed, failed ones without a count left out; nothing when it was kept. */
  usage: Usage;
  /** Titles of the providers that failed before this one answered, first choice first. */
  skipped: string[];
  /** False when the model stopped at its length limit. */
  complete: boolean;
}

/**
 * The configured language models as one: each call goes down the fallback chain until one answers.
 * Nothing here retries; the queue does.
 */
export interface LanguageModels {
  /** In fallback order. Empty when only the local engine is configured. */
  engines: Engine[];
  /** Why no model can be asked now; null when one can. From memory: no I/O. */
  hold(): Hold | null;
  /** @throws JobError of the most hopeful class when every model failed; the signal's reason once aborted */
  generate(request: GenerateRequest): Promise<Generated>;
  /** An answer of a given shape. @throws as `generate` */
  generateObject<T>(
    request: GenerateRequest & { schema: z.ZodType<T> },
  ): Promise<Generated & { object: T }>;
  /** @throws as `generate` */
  stream(request: StreamRequest): Promise<Generated>;
}
