import type { z } from 'zod';

import type { ProblemCode } from './problem-types';

type Method = 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS';

type Tag =
  'Jobs' | 'Webhooks' | 'Language models' | 'Media' | 'Account' | 'Administration' | 'Service';

interface JsonBody {
  schema: z.ZodType;
  /** Bytes; `DEFAULT_BODY_LIMIT` where nothing is said. */
  maxBytes?: number;
  /** What the API's reader sees, where the check of `schema` is completed elsewhere (a kind's input). */
  documented?: z.ZodType;
  /** An empty body counts as `{}`. */
  optional?: true;
}

/** One way in which an operation succeeds. */
export interface Answer {
  description: string;
  /** Of the JSON body; none where there is no body, or it is not JSON. */
  schema?: z.ZodType;
  /** Media type of a body that is not JSON. */
  binary?: string;
  headers?: Readonly<Record<string, string>>;
}

/**
 * One operation of the API, said once: its route checks requests by it, and the OpenAPI document is made
 * from it.
 */
export interface Operation {
  /** `operationId`. */
  id: string;
  method: Method;
  /** With `{name}` for parameters, as OpenAPI writes it. */
  path: string;
  tag: Tag;
  summary: string;
  description?: string;
  /** `auditor`: whoever carries an `admin` claim. `admin`: an administrator who may change things. */
  auth: 'admin' | 'auditor' | 'user' | 'none';
  /** All are texts. What does not fit is answered as not found. */
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** Of the request, beside those that every operation knows. */
  headers?: Readonly<Record<string, string>>;
  body?: JsonBody;
  /** A body that the operation reads itself. */
  binaryBody?: string;
  /** Takes an Idempotency-Key. */
  idempotent?: true;
  answers: Readonly<Record<number, Answer>>;
  /** Refusals, beside those that follow from the fields above. */
  problems: readonly ProblemCode[];
}

/** Keeps the exact type, from which the route's handler gets its own. */
export function defineOperation<const O extends Operation>(operation: O): O {
  return operation;
}

export type ParamsOf<O extends Operation> = O extends { params: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;
export type QueryOf<O extends Operation> = O extends { query: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;
export type BodyOf<O extends Operation> = O extends { body: { schema: infer S extends z.ZodType } }
  ? z.output<S>
  : undefined;

/** Every refusal that an operation may answer: its own, and what its auth, body and query bring. */
export function problemsOf(operation: Operation): ProblemCode[] {
  const codes = new Set<ProblemCode>(operation.problems);
  if (operation.auth !== 'none') {
    for (const code of AUTH_PROBLEMS) codes.add(code);
    if (operation.auth !== 'user') codes.add('forbidden');
    if (operation.method !== 'GET' && operation.method !== 'HEAD') codes.add('foreign_origin');
  }
  if (operation.params !== undefined) codes.add('not_found');
  if (operation.query !== undefined) codes.add('invalid_query');
  if (operation.idempotent) codes.add('invalid_idempotency_key').add('idempotency_conflict');
  if (operation.body !== undefined) for (const code of BODY_PROBLEMS) codes.add(code);
  return [...codes.add('internal').add('unavailable')];
}

const AUTH_PROBLEMS = ['unauthenticated', 'invalid_token', 'expired_token'] as const;
const BODY_PROBLEMS = [
  'invalid_json',
  'unsupported_media_type',
  'payload_too_large',
  'invalid_input',
] as const;
