import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type * as UploadBytes from '@/lib/outbox/upload-bytes';

// Tests run in Node, whose build of it knows no XMLHttpRequest.
vi.mock('tus-js-client', () => vi.importActual('tus-js-client/lib.es5/browser/index.js'));

let outbox: typeof UploadBytes;

// Test files share what they import: another one may have it with Node's build, and gets it back so.
beforeAll(async () => {
  vi.resetModules();
  outbox = await import('@/lib/outbox/upload-bytes');
});

afterAll(() => {
  vi.resetModules();
});

/** A request on a connection that does what a test says, and nothing by itself. */
class FakeRequest {
  readonly upload: { onprogress?: (event: object) => void } = {};
  method = '';
  status = 0;
  responseText = '';
  aborted = false;
  onload: () => void = () => undefined;
  private headers: Record<string, string> = {};

  open(method: string): void {
    this.method = method;
  }

  setRequestHeader(): void {
    // Nobody looks at them here.
  }

  getResponseHeader(name: string): string | null {
    return this.headers[name] ?? null;
  }

  send(): void {
    sent.push(this);
  }

  abort(): void {
    this.aborted = true;
  }

  async answer(status: number, headers: Record<string, string> = {}): Promise<void> {
    Object.assign(this, { status, headers });
    this.onload();
    await vi.advanceTimersByTimeAsync(0);
  }

  async move(loaded: number): Promise<void> {
    this.upload.onprogress?.({ lengthComputable: true, loaded });
    await vi.advanceTimersByTimeAsync(59_000);
  }
}

let sent: FakeRequest[];
let stop: AbortController;
const UPLOAD = 'http://localhost/api/uploads/media-1';

beforeEach(() => {
  sent = [];
  stop = new AbortController();
  vi.useFakeTimers();
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  vi.stubGlobal('location', { href: 'http://localhost/' });
  vi.stubGlobal('navigator', { onLine: true });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What became of a promise by now. */
function outcomeOf(promise: Promise<unknown>) {
  const outcome: { value?: unknown; error?: unknown } = {};
  promise.then(
    (value) => (outcome.value = value),
    (error: unknown) => (outcome.error = error),
  );
  return outcome;
}

function upload(): ReturnType<typeof outcomeOf> {
  return outcomeOf(
    outbox.uploadBytes({
      endpoint: '/api/uploads',
      uploadUrl: null,
      name: 'interview.mp3',
      mimeType: 'audio/mpeg',
      bytes: new Blob(['x'.repeat(1_000)]),
      signal: stop.signal,
      authorization: () => Promise.resolve({}),
      onUrl: () => undefined,
      onProgress: () => undefined,
    }),
  );
}

/** The newest request. */
async function newest(method: string): Promise<FakeRequest> {
  await vi.advanceTimersByTimeAsync(0);
  const request = sent.at(-1);
  expect(request?.method).toBe(method);
  return request as FakeRequest;
}

describe('an upload on a connection that stalls', () => {
  it('goes on as long as anything moves, however long it takes', async () => {
    const outcome = upload();
    await (await newest('POST')).answer(201, { Location: UPLOAD });
    const piece = await newest('PATCH');
    for (let loaded = 100; loaded <= 1_000; loaded += 100) await piece.move(loaded);
    expect(piece.aborted).toBe(false);
    await piece.answer(204, { 'Upload-Offset': '1000' });
    expect(outcome).toEqual({ value: UPLOAD });
  });

  it('goes on from where it stopped when nothing moved for a minute', async () => {
    const outcome = upload();
    await (await newest('POST')).answer(201, { Location: UPLOAD });
    const piece = await newest('PATCH');
    await piece.move(400);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(piece.aborted).toBe(true);
    await (await newest('HEAD')).answer(200, { 'Upload-Offset': '400', 'Upload-Length': '1000' });
    await (await newest('PATCH')).answer(204, { 'Upload-Offset': '1000' });
    expect(outcome).toEqual({ value: UPLOAD });
  });

  it('fails as by a lost network when every try stalls', async () => {
    const outcome = upload();
    await vi.advanceTimersByTimeAsync(4 * 60_000 + 6_000);
    expect(sent.map(({ method, aborted }) => [method, aborted])).toEqual(
      Array(4).fill(['POST', true]),
    );
    expect(outcome.error).toMatchObject({ name: 'SendError', refusal: { status: 0 } });
  });

  it('leaves nothing behind when it is stopped', async () => {
    const outcome = upload();
    const request = await newest('POST');
    stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(request.aborted).toBe(true);
    expect(outcome.error).toBe(stop.signal.reason);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('gives up the deletion of an upload when every try stalls', async () => {
  const outcome = outcomeOf(outbox.deleteUpload(UPLOAD, () => Promise.resolve({})));
  await vi.advanceTimersByTimeAsync(4 * 60_000 + 6_000);
  expect(sent).toHaveLength(4);
  expect(outcome.error).toBeInstanceOf(Error);
});
