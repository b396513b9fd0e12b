import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Api, expectProblem, openApi } from './api';
import type { Person } from './auth-emulator';
import { wavFile } from './recording';
import { idOf, tusClient } from './tus-client';

let api: Api;
let ada: Person;
let eve: Person;
let tus: ReturnType<typeof tusClient>;

beforeAll(async () => {
  api = await openApi('media');
  [ada, eve] = await Promise.all([api.person(), api.person()]);
  tus = tusClient(api, ada);
});

afterAll(() => api.close());
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
