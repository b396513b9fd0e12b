import type { ErrorClass } from '../../jobs/error';
import type { FailureFacts } from './facts';

export interface Verdict {
  class: ErrorClass;
  code: ProviderErrorCode;
}

export type ProviderErrorCode =
  | 'provider_rate_limited'
  | 'provider_overloaded'
  | 'provider_timeout'
  | 'provider_unreachable'
  | 'provider_nonsense'
  | 'stream_truncated'
  | 'provider_key_refused'
  | 'provider_quota_exhausted'
  | 'model_unavailable'
  | 'context_too_long'
  | 'content_blocked'
  | 'provider_refused';

const CONTEXT_TOO_LONG =
  /context[_ ](?:length|window)|maximum context|too many (?:input )?tokens|token count[^.]{0,200}exceeds|(?:input|prompt|request)[^.]{0,40} (?:too long|too large)|reduce the length/i;
const KEY_REFUSED =
  /api key not valid|invalid api key|incorrect api key|api[_ ]key[_ ]invalid|api key expired|invalid authentication/i;
const NO_CREDIT =
  /insufficient[_ ](?:quota|balance|credits?|funds)|billing_hard_limit|credit balance|used all available credits/i;
const BLOCKED =
  /content[_ ](?:filter|policy)|responsible_?ai|safety|content management policy|content exists risk/i;
const OVERLOADED =
  /overloaded|over capacity|at capacity|temporarily unavailable|service unavailable|high demand|server is busy|try again later/i;
const RATE_LIMITED = /rate[_ -]?limit|too many requests|resource[_ ]exhausted|quota exceeded/i;

const UNREACHABLE_CODES =
  /^(?:ECONN(?:REFUSED|RESET|ABORTED)|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPROTO|UND_ERR_(?:SOCKET|CLOSED|DESTROYED|REQ_CONTENT_LENGTH_MISMATCH|RES_CONTENT_LENGTH_MISMATCH)|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/;
const TIMEOUT_MARKS =
  /^(?:TimeoutError|AbortError|ResponseAborted|ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|DEADLINE_EXCEEDED)$/;
const NONSENSE_MARKS =
  /^AI_(?:JSONParseError|TypeValidationError|InvalidResponseDataError|EmptyResponseBodyError|NoObjectGeneratedError|NoOutputGeneratedError|NoContentGeneratedError|InvalidStreamPartError)$/;

/**
 * The class of a provider's failure. Pure and total. A status decides where there is one, but for the
 * providers' well-known exceptions, which stand in the body.
 */
export function verdictOf(facts: FailureFacts): Verdict {
  const { status, text } = facts;
  if (/stream ended without/i.test(text)) return { class: 'network', code: 'stream_truncated' };
  if (status === undefined && !facts.saysError && has(facts.marks, NONSENSE_MARKS)) return FALLBACK;
  const named = byName(facts);
  if (named && (status === undefined || status < 500)) return named;
  return byStatus(status) ?? byMark(facts) ?? byPhrase(text) ?? FALLBACK;
}

/**
 * What nobody can name is taken as the provider in trouble, never as the job's fault or ours: an odd answer of a
 * gateway passes, and the attempt limit ends it if it does not.
 */
const FALLBACK: Verdict = { class: 'overloaded', code: 'provider_nonsense' };

/** What a 4xx, or an error inside a stream, says in its body rather than by its status. */
function byName({ marks, text, status }: FailureFacts): Verdict | undefined {
  if (has(marks, /^(?:insufficient_quota|billing_not_active)$/) || NO_CREDIT.test(text)) {
    return { class: 'auth', code: 'provider_quota_exhausted' };
  }
  if (has(marks, /^(?:API_KEY_INVALID|invalid_api_key)$/) || KEY_REFUSED.test(text)) {
    return { class: 'auth', code: 'provider_key_refused' };
  }
  if (status === 429) return undefined;
  if (has(marks, /^context_length_exceeded$/) || CONTEXT_TOO_LONG.test(text)) {
    return { class: 'invalid_input', code: 'context_too_long' };
  }
  if (status !== 401 && status !== 403 && (has(marks, /^content_filter$/) || BLOCKED.test(text))) {
    return { class: 'invalid_input', code: 'content_blocked' };
  }
  return undefined;
}

function byStatus(status: number | undefined): Verdict | undefined {
  switch (status) {
    case undefined:
      return undefined;
    case 401:
    case 403:
      return { class: 'auth', code: 'provider_key_refused' };
    case 402:
      return { class: 'auth', code: 'provider_quota_exhausted' };
    case 404:
    case 405:
    case 410:
    case 501:
      return { class: 'unsupported', code: 'model_unavailable' };
    case 408:
    case 504:
      return { class: 'timeout', code: 'provider_timeout' };
    case 413:
      return { class: 'invalid_input', code: 'context_too_long' };
    case 409:
    case 425:
      return { class: 'overloaded', code: 'provider_overloaded' };
    case 429:
      return { class: 'rate_limited', code: 'provider_rate_limited' };
    default:
      return status >= 500
        ? { class: 'overloaded', code: 'provider_overloaded' }
        : { class: 'invalid_input', code: 'provider_refused' };
  }
}

function byMark({ marks }: FailureFacts): Verdict | undefined {
  if (has(marks, TIMEOUT_MARKS)) return { class: 'timeout', code: 'provider_timeout' };
  if (has(marks, UNREACHABLE_CODES)) return { class: 'network', code: 'provider_unreachable' };
  if (has(marks, /^(?:UNAVAILABLE|overloaded_error|server_error|INTERNAL)$/)) {
    return { class: 'overloaded', code: 'provider_overloaded' };
  }
  if (has(marks, /^(?:RESOURCE_EXHAUSTED|rate_limit_(?:exceeded|error))$/)) {
    return { class: 'rate_limited', code: 'provider_rate_limited' };
  }
  if (has(marks, /^(?:PERMISSION_DENIED|UNAUTHENTICATED|AI_LoadAPIKeyError)$/)) {
    return { class: 'auth', code: 'provider_key_refused' };
  }
  if (has(marks, /^(?:NOT_FOUND|model_not_found|AI_NoSuchModelError)$/)) {
    return { class: 'unsupported', code: 'model_unavailable' };
  }
  if (has(marks, /^AI_UnsupportedFunctionalityError$/)) {
    return { class: 'unsupported', code: 'model_unavailable' };
  }
  if (has(marks, /^(?:INVALID_ARGUMENT|invalid_request_error)$/)) {
    return { class: 'invalid_input', code: 'provider_refused' };
  }
  return undefined;
}

function byPhrase(text: string): Verdict | undefined {
  if (RATE_LIMITED.test(text)) return { class: 'rate_limited', code: 'provider_rate_limited' };
  if (OVERLOADED.test(text)) return { class: 'overloaded', code: 'provider_overloaded' };
  if (/timed? ?out/i.test(text)) return { class: 'timeout', code: 'provider_timeout' };
  if (/terminated|premature close|other side closed/i.test(text)) {
    return { class: 'network', code: 'stream_truncated' };
  }
  if (/cannot connect|fetch failed|socket hang up|network/i.test(text)) {
    return { class: 'network', code: 'provider_unreachable' };
  }
  return undefined;
}

function has(marks: Set<string>, pattern: RegExp): boolean {
  for (const mark of marks) if (pattern.test(mark)) return true;
  return false;
}
