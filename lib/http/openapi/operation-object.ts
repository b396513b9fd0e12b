import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi';

import { type Answer, type Operation, problemsOf } from '../operation';
import { PROBLEM_TYPES, type ProblemCode } from '../problem-types';
import { problemSchema } from './problem-schema';

/** An operation as OpenAPI writes it. */
export function operationObject(operation: Operation): ZodOpenApiOperationObject {
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    security: operation.auth === 'none' ? [] : [{ idToken: [] }, { session: [] }],
    requestParams: {
      ...(operation.params === undefined ? {} : { path: operation.params }),
      ...(operation.query === undefined ? {} : { query: operation.query }),
      ...headerParams(operation),
    },
    ...requestBody(operation),
    responses: responses(operation),
  };
}

function headerParams(operation: Operation): { header?: z.ZodObject } {
  const headers = Object.entries(operation.headers ?? {}).map(
    ([name, description]) => [name, z.string().optional().describe(description)] as const,
  );
  if (operation.idempotent) {
    const key = z
      .string()
      .max(255)
      .optional()
      .describe('The same key and body again answer the same job; a UUID is a good one.');
    headers.push(['Idempotency-Key', key]);
  }
  return headers.length === 0 ? {} : { header: z.object(Object.fromEntries(headers)) };
}

function requestBody(operation: Operation): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (operation.body !== undefined) {
    const schema = operation.body.documented ?? operation.body.schema;
    const required = operation.body.optional !== true;
    return { requestBody: { required, content: { 'application/json': { schema } } } };
  }
  if (operation.binaryBody !== undefined) {
    return { requestBody: { required: true, content: { [operation.binaryBody]: {} } } };
  }
  return {};
}

function responses(operation: Operation): ZodOpenApiResponsesObject {
  const answers = Object.entries(operation.answers).map(
    ([status, answer]) => [status, answerObject(answer)] as const,
  );
  const refusals = [...byStatus(problemsOf(operation))]
    .filter(([status]) => !(status in operation.answers))
    .map(([status, codes]) => [String(status), refusalObject(codes)] as const);
  return Object.fromEntries([...answers, ...refusals]);
}

function answerObject(answer: Answer): ZodOpenApiResponsesObject[`${1 | 2 | 3 | 4 | 5}${string}`] {
  return {
    description: answer.description,
    ...(answer.headers === undefined ? {} : { headers: headerObject(answer.headers) }),
    ...(answer.schema === undefined
      ? {}
      : { content: { 'application/json': { schema: answer.schema } } }),
    ...(answer.binary === undefined ? {} : { content: { [answer.binary]: {} } }),
  };
}

function headerObject(headers: Readonly<Record<string, string>>): z.ZodObject {
  return z.object(
    Object.fromEntries(
      Object.entries(headers).map(([name, description]) => [
        name,
        z.string().optional().describe(description),
      ]),
    ),
  );
}

function byStatus(codes: readonly ProblemCode[]): Map<number, ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEM_TYPES[code];
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return new Map([...groups].sort(([a], [b]) => a - b));
}

function refusalObject(
  codes: readonly ProblemCode[],
): ZodOpenApiResponsesObject[`${1 | 2 | 3 | 4 | 5}${string}`] {
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEM_TYPES[code].title}.`).join(' '),
    content: { 'application/problem+json': { schema: problemSchema } },
  };
}
