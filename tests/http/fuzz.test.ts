import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { problemSchema } from '@/lib/http/openapi/problem-schema';
import { type Operation, problemsOf } from '@/lib/http/operation';
import { OPERATIONS } from '@/lib/http/operations';

import { type Api, HOST, openApi } from './api';
import type { Person } from './auth-emulator';
import { type FuzzedRequest, requestsOf } from './fuzz-arbitraries';
import { wavFile } from './recording';
import { findHandler, type Handler } from './route-modules';
import { tusClient } from './tus-client';

const RUNS = 120;

let api: Api;
let ada: Person;
let root: Person;
let ids: string[];

beforeAll(async () => {
  api = await openApi('fuzz');
  [ada, root] = await Promise.all([api.person(), api.person({ admin: true })]);
  ids = (await Promise.all([ada, await api.person()].map(belongings))).flat();
});

afterAll(() => api.close());

/** A job, an upload that goes on and a whole recording. */
async function belongings(person: Person): Promise<string[]> {
  const { json } = await api.call('POST', '/api/jobs', {
    as: person,
    body: { kind: 'summary', input: { text: 'It left.' } },
  });
  const client = tusClient(api, person);
  return [
    (json as { id: string }).id,
    await client.beginId(100),
    await client.upload(wavFile(300)),
  ];
}

/** Somebody whom the operation does not refuse for what they are. */
function knownTo({ auth }: Operation): Person {
  return auth === 'admin' || auth === 'auditor' ? root : ada;
}

async function send(
  operation: Operation,
  handler: Handler,
  fuzzed: FuzzedRequest,
): Promise<Response> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent((fuzzed.params[name] ?? '').replaceAll(/\p{Surrogate}/gu, '?')),
  );
  const url = new URL(path, `http://${HOST}`);
  for (const [name, value] of fuzzed.query) url.searchParams.append(name, value);
  const takesBody = !['GET', 'HEAD'].includes(operation.method);
  const request = new Request(url, {
    method: operation.method,
    headers: {
      host: HOST,
      ...fuzzed.headers,
      ...(fuzzed.who === 'known' ? { authorization: `Bearer ${knownTo(operation).idToken}` } : {}),
      ...(fuzzed.who === 'noise' ? { authorization: 'Bearer a.b.c' } : {}),
    },
    ...(takesBody && fuzzed.body !== undefined ? { body: fuzzed.body, duplex: 'half' } : {}),
  });
  return handler(request, { params: Promise.resolve(fuzzed.params) });
}

/** That an answer is one that the operation documents: a success of its shape, or a refusal with a code of its own. */
async function expectDocumented(operation: Operation, response: Response): Promise<void> {
  const text = await response.text();
  const answer = operation.answers[response.status];
  if (answer !== undefined) {
    if (answer.schema !== undefined) answer.schema.parse(JSON.parse(text));
    return;
  }
  expect(response.status, text).toBeGreaterThanOrEqual(400);
  expect(response.status, text).toBeLessThan(500);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(JSON.parse(text));
  expect(problem.status).toBe(response.status);
  expect(problemsOf(operation)).toContain(problem.code);
}

describe('whatever is sent, each route answers as it documents', () => {
  it.each(
    OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const),
  )(
    '%s',
    async (_, operation) => {
      const address = operation.path.replaceAll(/\{\w+\}/g, 'x');
      const found = await findHandler(operation.method, address);
      if (found === null) throw new Error('no handler');
      await fc.assert(
        fc.asyncProperty(requestsOf(operation, ids), async (fuzzed) => {
          await expectDocumented(operation, await send(operation, found.handler, fuzzed));
        }),
        { numRuns: RUNS },
      );
    },
    60_000,
  );
});
