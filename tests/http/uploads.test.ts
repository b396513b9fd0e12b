import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Api, expectProblem, openApi } from './api';
import type { Person } from './auth-emulator';
import { wavFile, zipFile } from './recording';
import { idOf, tusClient } from './tus-client';

let api: Api;
let ada: Person;
let eve: Person;
let tus: ReturnType<typeof tusClient>;

beforeAll(async () => {
  api = await openApi('uploads');
  [ada, eve] = await Promise.all([api.person(), api.person()]);
  tus = tusClient(api, ada);
});

afterAll(() => api.close());

const MAX = 1024 * 1024;

describe('an upload', () => {
  it('says where its bytes go, and until when', async () => {
    const begun = await tus.begin(100);
    expect(begun.status).toBe(201);
    expect(begun.headers.get('location')).toMatch(/^\/api\/uploads\/[A-Za-z0-9_-]{8,64}$/);
    expect(begun.headers.get('tus-resumable')).toBe('1.0.0');
    const until = Date.parse(begun.headers.get('upload-expires') ?? '');
    expect(until).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect(begun.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('continues where it stopped, and is a recording when it is whole', async () => {
    const file = wavFile();
    const id = await tus.beginId(file.length);
    const first = await tus.send(id, { offset: 0, bytes: file.slice(0, 1_000) });
    expect(first.status).toBe(204);
    expect(first.headers.get('upload-offset')).toBe('1000');

    await api.refused('GET', `/api/media/${id}`, { as: ada });
    const looked = await tus.look(id);
    expect(looked.status).toBe(200);
    expect(looked.headers.get('upload-offset')).toBe('1000');
    expect(looked.headers.get('upload-length')).toBe(String(file.length));
    expect(looked.headers.get('cache-control')).toBe('no-store');

    const last = await tus.send(id, { offset: 1_000, bytes: file.slice(1_000) });
    expect(last.status).toBe(204);
    const media = await api.call('GET', `/api/media/${id}`, { as: ada });
    expect(media.status).toBe(200);
    expect(media.bytes).toEqual(file);
  });

  it('may come with its first bytes', async () => {
    const file = wavFile(500);
    const begun = await tus.begin(500, {
      bytes: file,
      headers: { 'content-type': 'application/offset+octet-stream' },
    });
    expect(begun.status).toBe(201);
    expect(begun.headers.get('upload-offset')).toBe('500');
    expect((await api.call('GET', `/api/media/${idOf(begun)}`, { as: ada })).bytes).toEqual(file);
  });

  it('keeps what arrived of a piece that broke off', async () => {
    const file = wavFile();
    const id = await tus.beginId(file.length);
    let sent = 0;
    const breaking = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= 600) {
          controller.error(new Error('the line is dead'));
          return;
        }
        controller.enqueue(file.slice(sent, sent + 200));
        sent += 200;
      },
    });
    expect((await tus.send(id, { offset: 0, bytes: breaking })).status).toBeGreaterThanOrEqual(400);
    const offset = Number((await tus.look(id)).headers.get('upload-offset'));
    expect(offset).toBeLessThanOrEqual(600);
    const rest = await tus.send(id, { offset, bytes: file.slice(offset) });
    expect(rest.status).toBe(204);
    expect((await api.call('GET', `/api/media/${id}`, { as: ada })).bytes).toEqual(file);
  });

  it('passes a chain of proxies', async () => {
    const begun = await tus.begin(100, { headers: { 'x-forwarded-proto': 'https,http' } });
    expect(begun.status).toBe(201);
  });

  it('is deleted when it is dropped', async () => {
    const id = await tus.beginId(100);
    expect((await tus.drop(id)).status).toBe(204);
    expect(expectProblem(await tus.drop(id))).toMatchObject({ status: 404 });
  });

  it('says what this server can do', async () => {
    const answer = await api.call('OPTIONS', '/api/uploads');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('tus-extension')).toContain('creation');
    expect(answer.headers.get('tus-max-size')).toBe(String(MAX));
  });
});

describe('what is no audio or video', () => {
  it.each([
    ['a zip', zipFile()],
    ['a text', new TextEncoder().encode('<script>alert(1)</script>'.padEnd(300))],
  ])('%s named .wav is refused and deleted when its last byte arrives', async (_, file) => {
    const id = await tus.beginId(file.length);
    const problem = expectProblem(await tus.send(id, { offset: 0, bytes: file }));
    expect(problem).toMatchObject({ status: 415, code: 'unsupported_media' });
    expect(problem.detail).toContain('MP3');
    expect(expectProblem(await tus.drop(id))).toMatchObject({ status: 404 });
  });

  it('an empty file is refused as it begins', async () => {
    expect(expectProblem(await tus.begin(0))).toMatchObject({ code: 'unsupported_media' });
  });
});

describe('a request that does not follow the protocol', () => {
  it.each([
    ['a file over the limit', { 'upload-length': String(MAX + 1) }, 413, 'payload_too_large'],
    ['a length below nothing', { 'upload-length': '-1' }, 400, 'invalid_upload'],
    ['a length beyond all numbers', { 'upload-length': '9'.repeat(30) }, 400, 'invalid_upload'],
    ['a length that is no number', { 'upload-length': 'long' }, 400, 'invalid_upload'],
    ['two ways to say the length', { 'upload-defer-length': '1' }, 400, 'invalid_upload'],
    ['metadata that is no base64', { 'upload-metadata': 'filename ***' }, 400, 'invalid_upload'],
    ['a version of its own', { 'tus-resumable': '2.0.0' }, 400, 'invalid_upload'],
    ['parts of a file', { 'upload-concat': 'partial' }, 400, 'invalid_upload'],
  ])('%s', async (_, headers, status, code) => {
    const answer = await tus.begin(10, { headers: headers });
    expect(expectProblem(answer)).toMatchObject({ status, code });
  });

  it('no version at all', async () => {
    const answer = await api.call('POST', '/api/uploads', {
      as: ada,
      headers: { 'upload-length': '5' },
    });
    expect(expectProblem(answer)).toMatchObject({ status: 412 });
    expect(answer.headers.get('tus-version')).toBe('1.0.0');
  });

  it('a piece at another place than the file ends', async () => {
    const id = await tus.beginId(100);
    const problem = expectProblem(await tus.send(id, { offset: 5, bytes: new Uint8Array(5) }));
    expect(problem).toMatchObject({ status: 409, code: 'upload_conflict' });
  });

  it('more bytes than were announced, whatever the length says', async () => {
    const id = await tus.beginId(10);
    const problem = expectProblem(await tus.send(id, { offset: 0, bytes: new Uint8Array(50) }));
    expect(problem).toMatchObject({ status: 413 });
  });

  it('a person who fills the whole room', async () => {
    const person = await api.person();
    const client = tusClient(api, person);
    for (let count = 0; count < 20; count++) await client.beginId(MAX);
    expect(expectProblem(await client.begin(1))).toMatchObject({ code: 'storage_full' });
    expect((await tus.begin(1)).status).toBe(201);
  });
});

describe('an upload of somebody else', () => {
  it('is answered like one that is not there', async () => {
    const id = await tus.beginId(100);
    const foreign = tusClient(api, eve);
    const missing = expectProblem(await foreign.drop('nothing-here'));
    expect(missing).toMatchObject({ status: 404, code: 'not_found' });
    for (const answer of [
      await foreign.look(id),
      await foreign.send(id, { offset: 0, bytes: new Uint8Array(5) }),
      await foreign.drop(id),
    ]) {
      expect(expectProblem(answer)).toEqual(missing);
    }
    expect((await tus.look(id)).headers.get('upload-offset')).toBe('0');
  });

  it('needs a sign-in for every method', async () => {
    const id = await tus.beginId(100);
    for (const [method, address] of [
      ['POST', '/api/uploads'],
      ['HEAD', `/api/uploads/${id}`],
      ['PATCH', `/api/uploads/${id}`],
      ['DELETE', `/api/uploads/${id}`],
    ] as const) {
      const headers = { 'tus-resumable': '1.0.0' };
      expect(await api.refused(method, address, { headers })).toMatchObject({ status: 401 });
    }
  });
});

describe('GET /api/media/{id}', () => {
  const file = wavFile();
  let id: string;

  beforeAll(async () => {
    id = await tus.upload(file);
  });

  it('plays the whole file, in the type that its content has', async () => {
    const { status, headers, bytes } = await api.call('GET', `/api/media/${id}`, { as: ada });
    expect(status).toBe(200);
    expect(bytes).toEqual(file);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(file.length),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-disposition': `inline; filename="talk.wav"; filename*=UTF-8''talk.wav`,
      'cache-control': 'private, no-cache, no-transform',
      vary: 'Authorization, Cookie',
    });
  });

  it.each([
    ['bytes=0-9', 0, 9],
    ['bytes=100-', 100, file.length - 1],
    ['bytes=-50', file.length - 50, file.length - 1],
  ])('plays from the middle: %s', async (range, start, end) => {
    const answer = await api.call('GET', `/api/media/${id}`, { as: ada, headers: { range } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end}/${file.length}`);
    expect(answer.headers.get('content-length')).toBe(String(end - start + 1));
    expect(answer.bytes).toEqual(file.slice(start, end + 1));
  });

  it('answers 416 beyond the end', async () => {
    const answer = await api.call('GET', `/api/media/${id}`, {
      as: ada,
      headers: { range: `bytes=${file.length}-` },
    });
    expect(expectProblem(answer)).toMatchObject({ status: 416, code: 'range_not_satisfiable' });
    expect(answer.headers.get('content-range')).toBe(`bytes */${file.length}`);
  });

  it('answers 304 for what the browser has, and the whole file when its part is of another', async () => {
    const etag = (await api.call('GET', `/api/media/${id}`, { as: ada })).headers.get('etag') ?? '';
    const ask = (headers: Record<string, string>) =>
      api.call('GET', `/api/media/${id}`, { as: ada, headers });
    expect((await ask({ 'if-none-match': etag })).status).toBe(304);
    expect((await ask({ range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
    expect((await ask({ range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200);
  });

  it('is nobody else’s', async () => {
    for (const method of ['GET', 'DELETE']) {
      const foreign = await api.refused(method, `/api/media/${id}`, { as: eve });
      expect(foreign).toEqual(await api.refused(method, '/api/media/nothing-here', { as: eve }));
      expect(foreign.status).toBe(404);
    }
  });

  it('is gone once it was deleted', async () => {
    const own = await tus.upload(wavFile());
    expect((await api.call('DELETE', `/api/media/${own}`, { as: ada })).status).toBe(204);
    expect(await api.refused('GET', `/api/media/${own}`, { as: ada })).toMatchObject({
      status: 404,
    });
  });

  it('keeps the person’s file name in the header, whatever it holds', async () => {
    const name = Buffer.from('../..\r\nSet-Cookie: x"; é.wav').toString('base64');
    const begun = await tus.begin(file.length, {
      headers: { 'upload-metadata': `filename ${name}` },
    });
    await tus.send(idOf(begun), { offset: 0, bytes: file });
    const { headers } = await api.call('GET', `/api/media/${idOf(begun)}`, { as: ada });
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('content-disposition')).toContain("filename*=UTF-8''..Set-Cookie");
  });
});

describe('a transcription of an upload', () => {
  const submit = (mediaId: string) => ({
    kind: 'transcription',
    input: { mediaId, fileName: 'talk.wav' },
  });

  it('is accepted for a whole recording of one’s own', async () => {
    const mediaId = await tus.upload(wavFile());
    const answer = await api.call('POST', '/api/jobs', { as: ada, body: submit(mediaId) });
    expect(answer.status).toBe(202);
    const { id } = answer.json as { id: string };

    await api.call('POST', `/api/jobs/${id}/cancel`, { as: ada });
    expect((await api.call('DELETE', `/api/jobs/${id}`, { as: ada })).status).toBe(204);
    await api.refused('GET', `/api/media/${mediaId}`, { as: ada });
  });

  it('is refused for somebody else’s, and for half of one', async () => {
    const mediaId = await tus.upload(wavFile());
    const foreign = await api.refused('POST', '/api/jobs', { as: eve, body: submit(mediaId) });
    const missing = await api.refused('POST', '/api/jobs', {
      as: eve,
      body: submit('nothing-here'),
    });
    expect(foreign).toEqual(missing);
    const half = await api.refused('POST', '/api/jobs', {
      as: ada,
      body: submit(await tus.beginId(100)),
    });
    expect(half.errors?.[0]).toMatchObject({ pointer: '/input/mediaId' });
  });

  it('submitted twice under one key is one job, though its recording is gone by then', async () => {
    const mediaId = await tus.upload(wavFile());
    const headers = { 'idempotency-key': `outbox-${mediaId}` };
    const ask = { as: ada, body: submit(mediaId), headers };
    const first = await api.call('POST', '/api/jobs', ask);
    await api.call('DELETE', `/api/media/${mediaId}`, { as: ada });
    const second = await api.call('POST', '/api/jobs', ask);
    expect(second.status).toBe(202);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect((second.json as { id: string }).id).toBe((first.json as { id: string }).id);
  });
});
