import { JobError } from '../../jobs/error';
import { factsOf, type FailureFacts } from './facts';
import { retryAfterOf } from './reset-time';
import { verdictOf, type ProviderErrorCode } from './verdict';
import { wordsFor } from './words';

export interface ClassifyContext {
  /** As a person knows it: "Google Gemini". */
  provider: string;
  /** Wall clock, milliseconds. */
  now: number;
}

/**
 * A provider's failure as a JobError, whatever shape the SDK gave it. Pure and total. The error handed in is
 * not kept as the cause: it holds what was sent, which is a person's text.
 */
export function classifyProviderError(error: unknown, context: ClassifyContext): JobError {
  if (error instanceof JobError) return error;
  const facts = factsOf(error);
  const verdict = verdictOf(facts);
  const retryAfterMs = RESETS.has(verdict.class) ? retryAfterOf(facts, context.now) : undefined;
  return new JobError(verdict.class, verdict.code, wordsFor(verdict.code, context.provider), {
    cause: traceOf(facts),
    retryAfterMs,
  });
}

/** For failures that we see ourselves rather than the SDK: a stream without an end, an empty answer. */
export function providerFailure(code: ProviderErrorCode, provider: string): JobError {
  return new JobError(CLASS_OF[code], code, wordsFor(code, provider));
}

const RESETS = new Set(['rate_limited', 'overloaded']);

const CLASS_OF: Record<ProviderErrorCode, JobError['class']> = {
  provider_rate_limited: 'rate_limited',
  provider_overloaded: 'overloaded',
  provider_timeout: 'timeout',
  provider_unreachable: 'network',
  provider_nonsense: 'overloaded',
  stream_truncated: 'network',
  provider_key_refused: 'auth',
  provider_quota_exhausted: 'auth',
  model_unavailable: 'unsupported',
  context_too_long: 'invalid_input',
  content_blocked: 'invalid_input',
  provider_refused: 'invalid_input',
};

/** Enough for an operator's log and nothing that is personal or secret: a status, and names of known form. */
function traceOf(facts: FailureFacts): Error {
  const marks = [...facts.marks].filter((mark) => /^[A-Za-z][A-Za-z_]{2,48}$/.test(mark));
  const parts = [facts.status === undefined ? 'no status' : `status ${facts.status}`, ...marks];
  return new Error(`provider failure: ${parts.slice(0, 8).join(', ')}`);
}
