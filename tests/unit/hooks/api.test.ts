import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ApiProblem, apiFetch, apiFile, LONG_ANSWER_MS, problemMessage } from '@/hooks/api';
import { configureFirebase } from '@/lib/firebase/client/runtime-config';

let server: Server;
let url: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(() => {
  configureFirebase({
    apiKey: 'emulator',
    authDomain: null,
    projectId: 'demo-unit',
    appId: null,
    emulators: { authUrl: 'http://127.0.0.1:9', firestoreHost: '127.0.0.1', firestorePort: 9 },
    googleSignIn: false,
  });
});

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  return new Promise((resolve) => server.close(resolve));
});

/** The time limit of every request, which passes when a test says so. */
function ownLimit() {
  const limit = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  return { timeout, pass: () => limit.abort(new DOMException('Too long', 'TimeoutError')) };
}

function problem(status: number, body: unknown, headers: Record<string, string> = {}) {
  answer = (_, response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

const failure = (path = '/') =>
  apiFetch(`${url}${path}`).then(
    () => {
      throw new Error('It should have been refused.');
    },
    (error: unknown) => error as ApiProblem,
  );

describe('apiFetch', () => {
  it('sends JSON with its idempotency key, and answers JSON', async () => {
    const seen: {
      method?: string | undefined;
      headers?: IncomingMessage['headers'];
      body: string;
    } = { body: '' };
    answer = (request, response) => {
      seen.method = request.method;
      seen.headers = request.headers;
      request.on('data', (chunk: Buffer) => (seen.body += chunk.toString()));
      request.on('end', () => {
        response.writeHead(202, { 'content-type': 'application/json' });
        response.end('{"id":"job-1"}');
      });
    };
    const job = await apiFetch<{ id: string }>(`${url}/api/jobs`, {
      body: { kind: 'chat' },
      idempotencyKey: 'once',
    });
    expect(job).toEqual({ id: 'job-1' });
    expect(seen.method).toBe('POST');
    expect(seen.body).toBe('{"kind":"chat"}');
    expect(seen.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': 'once',
    });
  });

  it('answers undefined for a 204', async () => {
    answer = (_, response) => response.writeHead(204).end();
    expect(await apiFetch(url, { method: 'DELETE' })).toBeUndefined();
  });

  it('throws a problem document as a value with its code, words and fields', async () => {
    problem(
      422,
      {
        type: 'about:blank',
        title: 'Invalid input',
        status: 422,
        code: 'invalid_input',
        detail: 'Check the marked fields.',
        errors: [{ pointer: '/input/question', detail: 'Required' }, { nonsense: true }],
      },
      { 'retry-after': '7' },
    );
    const error = await failure();
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({
      status: 422,
      code: 'invalid_input',
      title: 'Invalid input',
      retryAfter: 7,
      errors: [{ pointer: '/input/question', detail: 'Required' }],
    });
    expect(problemMessage(error)).toBe('Check the marked fields.');
  });

  it.each([
    ['a proxy that answers HTML', 502, '<html>Bad gateway</html>', 'text/html'],
    ['a body that is no JSON', 500, '{', 'application/problem+json'],
    ['a body that is no object', 500, '"oops"', 'application/json'],
  ])('has words for %s', async (_, status, body, type) => {
    problem(status, body, { 'content-type': type });
    expect(await failure()).toMatchObject({
      status,
      code: `http_${String(status)}`,
      detail: 'The server has a problem. Nothing was lost; try again in a moment.',
    });
  });

  it('has words for a server that cannot be reached', async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await failure()).toMatchObject({ status: 0, code: 'network' });
  });

  it('lets an abort through as an abort', async () => {
    const abort = new AbortController();
    answer = () => abort.abort();
    await expect(apiFetch(url, { signal: abort.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('has words for a server that took the question and never answers', async () => {
    const limit = ownLimit();
    answer = () => limit.pass();
    expect(await failure()).toMatchObject({ status: 0, code: 'network' });
  });

  it('has words for an answer that stops in its middle', async () => {
    const limit = ownLimit();
    answer = (_, response) => response.writeHead(200).write('{');
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (...call: Parameters<typeof fetch>) => {
      const response = await fetch(...call);
      limit.pass();
      return response;
    });
    expect(await failure()).toMatchObject({ status: 0, code: 'network' });
  });

  it('gives an answer half a minute, and more to a long body and to a file', async () => {
    const { timeout } = ownLimit();
    answer = (_, response) => response.writeHead(200).end('{}');
    await apiFetch(url, { body: { kind: 'chat' } });
    expect(timeout).toHaveBeenLastCalledWith(30_001);
    await apiFetch(url, { body: 'x'.repeat(8_000_000) });
    expect(timeout).toHaveBeenLastCalledWith(530_001);
    await apiFile(url);
    expect(timeout).toHaveBeenLastCalledWith(LONG_ANSWER_MS);
  });

  it('has words for what nobody foresaw', () => {
    expect(problemMessage(new TypeError('x is not a function'))).toMatch(/^Something unexpected/);
  });
});
