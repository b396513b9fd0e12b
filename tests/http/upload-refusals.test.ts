import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Api, expectProblem, openApi } from './api';
import type { Person } from './auth-emulator';
import { zipFile } from './recording';
import { tusClient } from './tus-client';

let api: Api;
let ada: Person;
let eve: Person;
let tus: ReturnType<typeof tusClient>;

beforeAll(async () => {
  api = await openApi('upload-refusals');
  [ada, eve] = await Promise.all([api.person(), api.person()]);
  tus = tusClient(api, ada);
});

afterAll(() => api.close());

const MAX = 1024 * 1024;
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
