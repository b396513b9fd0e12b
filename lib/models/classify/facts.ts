import { APICallError } from 'ai';

/** Everything of a failure that tells its class, whatever object it came in. */
export interface FailureFacts {
  /** HTTP status; also the `code` of an error that came inside a stream, when it is one. */
  status: number | undefined;
  headers: Record<string, string>;
  /** Parsed bodies and in-band errors, outermost first. */
  bodies: unknown[];
  /** Names and codes on the way: `AbortError`, `ECONNREFUSED`, `insufficient_quota`, `UNAVAILABLE`, … */
  marks: Set<string>;
  /** All messages, for the phrases that only stand there. Never shown to a person. */
  text: string;
  /** Whether a body says itself that it is an error. */
  saysError: boolean;
}

const MAX_DEPTH = 8;
const MAX_TEXT = 20_000;

/** Walks an error with its causes and bodies. Total: takes any value, cyclic ones included. */
export function factsOf(error: unknown): FailureFacts {
  const facts: FailureFacts = {
    status: undefined,
    headers: {},
    bodies: [],
    marks: new Set(),
    text: '',
    saysError: false,
  };
  collect(error, facts, new Set(), 0);
  facts.text = facts.text.slice(0, MAX_TEXT);
  return facts;
}

function collect(value: unknown, facts: FailureFacts, seen: Set<unknown>, depth: number): void {
  if (depth > MAX_DEPTH || value === null || value === undefined || seen.has(value)) return;
  if (typeof value === 'string') {
    facts.text += `\n${value}`;
    const parsed = parseJson(value);
    if (typeof parsed === 'object') collect(parsed, facts, seen, depth + 1);
    return;
  }
  if (typeof value !== 'object') return;
  seen.add(value);

  if (APICallError.isInstance(value)) {
    facts.status ??= statusFrom(value.statusCode);
    facts.headers = { ...lowerCased(value.responseHeaders ?? {}), ...facts.headers };
    collectAnswer(value.responseBody, facts, seen, depth);
    collect(value.data, facts, seen, depth + 1);
  }
  if (value instanceof Error) {
    facts.marks.add(value.name);
    if (!QUOTES_THE_ANSWER.has(value.name)) facts.text += `\n${value.message}`;
    if ('value' in value && saysError(value.value)) collect(value.value, facts, seen, depth + 1);
    addCode(value, facts);
    collect(value.cause, facts, seen, depth + 1);
    if ('lastError' in value) collect(value.lastError, facts, seen, depth + 1);
    if (value instanceof AggregateError) {
      for (const inner of value.errors) collect(inner, facts, seen, depth + 1);
    }
    return;
  }
  collectBody(value, facts, seen, depth);
}

/**
 * Errors whose message quotes what the model wrote. Its words must not be read as the provider's: an answer
 * about "safety" is not a safety block.
 */
const QUOTES_THE_ANSWER = new Set([
  'AI_JSONParseError',
  'AI_TypeValidationError',
  'AI_NoObjectGeneratedError',
]);

/** The body of a failed call is about the failure; that of an accepted one only if it says so. */
function collectAnswer(
  body: string | undefined,
  facts: FailureFacts,
  seen: Set<unknown>,
  depth: number,
): void {
  if (body === undefined) return;
  const parsed = parseJson(body);
  if (facts.status !== undefined) collect(body, facts, seen, depth + 1);
  else if (saysError(parsed)) collect(parsed, facts, seen, depth + 1);
}

/** Whether a parsed body says of itself that it is an error. */
export function saysError(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(saysError);
  return typeof value === 'object' && value !== null && 'error' in value && Boolean(value.error);
}

/** An error as providers write it: `{error: {message, type, code, status, details}}`, or its inner part. */
function collectBody(value: object, facts: FailureFacts, seen: Set<unknown>, depth: number): void {
  facts.bodies.push(value);
  if (saysError(value)) facts.saysError = true;
  addCode(value, facts);
  const body = value as Record<string, unknown>;
  for (const key of ['type', 'status', 'reason'] as const) {
    if (typeof body[key] === 'string') facts.marks.add(body[key]);
  }
  if (typeof body['message'] === 'string') facts.text += `\n${body['message']}`;
  if (Array.isArray(body['details'])) {
    for (const detail of body['details']) collect(detail, facts, seen, depth + 1);
  }
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 20)) collect(item, facts, seen, depth + 1);
  }
  collect(body['error'], facts, seen, depth + 1);
}

function addCode(value: object, facts: FailureFacts): void {
  if (!('code' in value)) return;
  if (typeof value.code === 'string') facts.marks.add(value.code);
  facts.status ??= statusFrom(value.code);
}

function statusFrom(code: unknown): number | undefined {
  const status = typeof code === 'string' && /^\d{3}$/.test(code) ? Number(code) : code;
  const known = typeof status === 'number' && Number.isInteger(status);
  // A status of success on an error says only that the error came inside the body.
  return known && status >= 400 && status < 600 ? status : undefined;
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function parseJson(text: string): unknown {
  const start = text.trimStart()[0];
  if (start !== '{' && start !== '[') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
