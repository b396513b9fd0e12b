import type { z } from 'zod';

import { DEFAULT_BODY_LIMIT, readJson } from './body';
import type { Caller } from './caller';
import { fieldProblems } from './field-problems';
import { readIdempotencyKey } from './idempotency-key';
import type { BodyOf, Operation, ParamsOf, QueryOf } from './operation';
import { observed } from './observed';
import { HttpProblem, problemResponse } from './problem';
import { problemOf } from './problem-of';
import { readQuery } from './query';
import { recordFailure } from './record-failure';
import { requireRole } from './require-role';
import { getServices, type Services } from './services';

/** What a handler gets: all of it checked. */
export interface RouteInput<O extends Operation> {
  request: Request;
  services: Services;
  caller: O extends { auth: 'none' } ? null : Caller;
  params: ParamsOf<O>;
  query: QueryOf<O>;
  body: BodyOf<O>;
  idempotencyKey: string | undefined;
}

export type RouteHandler = (
  request: Request,
  context: { params: Promise<unknown> },
) => Promise<Response>;

/**
 * A route handler of an operation: verifies who calls, checks what was sent, and answers whatever is thrown
 * as a problem document.
 */
export function route<O extends Operation>(
  operation: O,
  handle: (input: RouteInput<O>) => Promise<Response> | Response,
): RouteHandler {
  const answer: RouteHandler = async (request, context) => {
    try {
      const services = await getServices();
      const input = await readInput(operation, request, context, services);
      return withDefaults(await handle(input));
    } catch (error) {
      const problem = problemOf(error);
      if (problem.instance !== undefined) recordFailure(operation, problem);
      return problemResponse(problem);
    }
  };
  return (request, context) => observed(operation, request, () => answer(request, context));
}

async function readInput<O extends Operation>(
  operation: O,
  request: Request,
  context: { params: Promise<unknown> },
  services: Services,
): Promise<RouteInput<O>> {
  const caller = operation.auth === 'none' ? null : await services.callers.of(request);
  if (caller !== null) requireRole(caller, operation.auth);
  const params = operation.params && parseParams(operation.params, await context.params);
  const query = operation.query && parseQuery(operation.query, request);
  const idempotencyKey = operation.idempotent ? readIdempotencyKey(request.headers) : undefined;
  const body =
    operation.body &&
    parseBody(
      operation.body.schema,
      await readJson(request, operation.body.maxBytes ?? DEFAULT_BODY_LIMIT, operation.body),
    );
  // The operation's own schemas made these values; the compiler cannot follow that through `O`.
  return { request, services, caller, params, query, body, idempotencyKey } as RouteInput<O>;
}

function parseParams(schema: z.ZodObject, params: unknown): unknown {
  const parsed = schema.safeParse(params);
  // A name that cannot exist does not exist.
  if (!parsed.success) throw new HttpProblem('not_found', 'There is nothing at this address.');
  return parsed.data;
}

function parseQuery(schema: z.ZodObject, request: Request): unknown {
  const parsed = schema.safeParse(readQuery(new URL(request.url).searchParams, schema));
  if (parsed.success) return parsed.data;
  throw new HttpProblem('invalid_query', 'Correct the query parameters that are listed.', {
    errors: fieldProblems(parsed.error.issues),
  });
}

function parseBody(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new HttpProblem('invalid_input', 'Correct the fields that are listed.', {
    errors: fieldProblems(parsed.error.issues),
  });
}

/** Answers are about one person: nobody in between may keep them. */
function withDefaults(response: Response): Response {
  if (!response.headers.has('cache-control')) response.headers.set('Cache-Control', 'no-store');
  response.headers.set('X-Content-Type-Options', 'nosniff');
  return response;
}
