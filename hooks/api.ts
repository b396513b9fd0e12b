/** One field that was wrong: `pointer` is a JSON pointer into the body. */
export interface FieldProblem {
  pointer: string;
  detail: string;
}

/** What a route refused (RFC 9457), or `network` with status 0 when it could not be reached. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** Stable: `idempotency_conflict`, `illegal_transition`, … */
  readonly code: string;
  readonly title: string;
  /** One or two sentences for a person. */
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  /** Seconds, when the answer said how long to wait. */
  readonly retryAfter: number | null;

  constructor(problem: {
    status: number;
    code: string;
    title: string;
    detail: string;
    errors?: readonly FieldProblem[];
    retryAfter?: number | null;
  }) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.retryAfter = problem.retryAfter ?? null;
  }
}

/** How long an answer may take, its body included. A half-open connection never says that it is one. */
const TIME_LIMIT_MS = 30_000;
/** The same for answers of megabytes, which a slow line brings late, and for work that has no bound. */
export const LONG_ANSWER_MS = 10 * 60_000;
/** Characters a millisecond of the slowest line that a long body is given time for: 128 kbit/s. */
const SLOWEST_LINE = 16;

export interface ApiInit {
  /** GET without a body, POST with one. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Same key and body again: the same job. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Milliseconds; a long body is given its own time on top. Half a minute when absent. */
  timeLimitMs?: number;
}

/** `{ Authorization: 'Bearer …' }` of who is signed in; empty when nobody is. For clients that are not apiFetch. */
export async function authorization(
  options: { refresh?: boolean } = {},
): Promise<Record<string, string>> {
  const { idToken } = await import('@/lib/firebase/client/auth');
  const token = await idToken(options);
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

/**
 * Calls a route as the signed-in person, and reads its JSON. A 204 answers undefined.
 * @throws ApiProblem for every refusal, and for no connection
 */
export async function apiFetch<T>(path: string, init: ApiInit = {}): Promise<T> {
  const response = await apiResponse(path, init);
  if (response.status === 204) return undefined as T;
  return JSON.parse(await connected(response.text(), init.signal)) as T;
}

/**
 * Calls a route as the signed-in person, and reads the file that it answers.
 * @throws ApiProblem as apiFetch does
 */
export async function apiFile(path: string): Promise<{ blob: Blob; headers: Headers }> {
  const init = { headers: { Accept: '*/*' }, timeLimitMs: LONG_ANSWER_MS };
  const response = await apiResponse(path, init);
  return { blob: await connected(response.blob()), headers: response.headers };
}

/** The answer itself. A 401 is tried once more with a fresh token. */
async function apiResponse(path: string, init: ApiInit): Promise<Response> {
  let response = await send(path, init, await authorization());
  if (response.status === 401) {
    const fresh = await authorization({ refresh: true });
    if (fresh.Authorization !== undefined) response = await send(path, init, fresh);
  }
  if (!response.ok) throw await problemFrom(response);
  return response;
}

/** What to tell a person about anything that was thrown. */
export function problemMessage(error: unknown): string {
  if (error instanceof ApiProblem) return error.detail;
  return 'Something unexpected happened. Try again; if it stays, reload the page.';
}

function send(path: string, init: ApiInit, credentials: Record<string, string>): Promise<Response> {
  const body = init.body === undefined ? undefined : JSON.stringify(init.body);
  const request = fetch(path, {
    method: init.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(init.idempotencyKey === undefined ? {} : { 'Idempotency-Key': init.idempotencyKey }),
      ...credentials,
      ...init.headers,
    },
    ...(body === undefined ? {} : { body }),
    signal: limited(init, body?.length ?? 0),
  });
  return connected(request, init.signal);
}

function limited({ signal, timeLimitMs = TIME_LIMIT_MS }: ApiInit, length: number): AbortSignal {
  const limit = AbortSignal.timeout(timeLimitMs + Math.ceil(length / SLOWEST_LINE));
  return signal === undefined ? limit : AbortSignal.any([signal, limit]);
}

/** What fails on the way, or takes too long, is no connection; the caller's own abort stays one. */
async function connected<T>(transfer: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await transfer;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiProblem({
      status: 0,
      code: 'network',
      title: 'No connection',
      detail: 'The server could not be reached. Check your connection and try again.',
    });
  }
}

async function problemFrom(response: Response): Promise<ApiProblem> {
  const body = await readProblem(response);
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new ApiProblem({
    status: response.status,
    code: text(body.code) ?? `http_${response.status}`,
    title: text(body.title) ?? 'The server refused',
    detail:
      text(body.detail) ??
      (response.status >= 500
        ? 'The server has a problem. Nothing was lost; try again in a moment.'
        : 'The server refused this. Reload the page and try again.'),
    errors: Array.isArray(body.errors) ? body.errors.filter(isFieldProblem) : [],
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : null,
  });
}

async function readProblem(response: Response): Promise<Record<string, unknown>> {
  // A proxy between us and the app may answer HTML.
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) return {};
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as FieldProblem).pointer === 'string' &&
    typeof (value as FieldProblem).detail === 'string'
  );
}
