import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, vi } from 'vitest';

import { problemSchema } from '@/lib/http/openapi/problem-schema';
import type { ProblemDocument } from '@/lib/http/problem';

import { GENEROUS } from '../generous-settings';
import { createPerson, type Person } from './auth-emulator';
import { forgetProcess } from './forget-process';
import { findHandler } from './route-modules';

export const HOST = 'fire.example';

export interface Ask {
  /** Whose ID token is sent; nobody's when absent. */
  as?: Person | undefined;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  bytes?: BodyInit;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Null when there is none, or it is not JSON. */
  json: unknown;
  bytes: Uint8Array;
}

/** The API over the real composition, with a project, a folder and people of its own. */
export interface Api {
  projectId: string;
  /** With claims: an administrator, somebody on a plan. */
  person(claims?: Record<string, unknown>): Promise<Person>;
  /** Calls a route as Next would. @throws when there is no such route */
  call(method: string, address: string, ask?: Ask): Promise<Answer>;
  /** Calls a route and expects a refusal: a valid problem document under the status that it names. */
  refused(method: string, address: string, ask?: Ask): Promise<ProblemDocument>;
  close(): Promise<void>;
}

/** Sets the environment of the composition, which reads it when the first route is called. */
export async function openApi(name: string, env: Record<string, string> = {}): Promise<Api> {
  await forgetProcess();
  const projectId = `demo-http-${name}`;
  const folder = await mkdtemp(path.join(tmpdir(), 'firelane-http-'));
  const environment = {
    GOOGLE_CLOUD_PROJECT: projectId,
    FIRELANE_DATA_DIR: folder,
    FIRELANE_MEDIA: 'disk',
    FIRELANE_MAX_UPLOAD_MB: '1',
    FIRELANE_LANGUAGE_MODELS: 'local',
    FIRELANE_SPEECH_MODELS: 'local',
    FIRELANE_SETTINGS: JSON.stringify(GENEROUS),
    LOG_LEVEL: 'silent',
    ...env,
  };
  for (const [key, value] of Object.entries(environment)) vi.stubEnv(key, value);

  async function call(method: string, address: string, ask: Ask = {}): Promise<Answer> {
    const url = new URL(address, `http://${HOST}`);
    const found = await findHandler(method, url.pathname);
    if (found === null) throw new Error(`There is no route ${method} ${url.pathname}.`);
    const request = requestOf(method, url, ask);
    const response = await found.handler(request, { params: Promise.resolve(found.params) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return {
      status: response.status,
      headers: response.headers,
      json: jsonOf(response, bytes),
      bytes,
    };
  }

  return {
    projectId,
    person: (claims) => createPerson(projectId, claims),
    call,
    async refused(method, address, ask) {
      return expectProblem(await call(method, address, ask));
    },
    async close() {
      await forgetProcess();
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function requestOf(method: string, url: URL, { as, body, bytes, headers = {} }: Ask): Request {
  const content = body === undefined ? bytes : JSON.stringify(body);
  return new Request(url, {
    method,
    headers: {
      host: HOST,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(as === undefined ? {} : { authorization: `Bearer ${as.idToken}` }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content, duplex: 'half' }),
  });
}

function jsonOf(response: Response, bytes: Uint8Array): unknown {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return null;
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** That an answer is a problem document, of the form that we document. */
export function expectProblem({ status, headers, json }: Answer): ProblemDocument {
  expect(headers.get('content-type'), JSON.stringify(json)).toBe('application/problem+json');
  const problem = problemSchema.parse(json) as ProblemDocument;
  expect(problem.status).toBe(status);
  expect(problem.detail).not.toBe('');
  return problem;
}
