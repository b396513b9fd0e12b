import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Api, expectProblem, openApi } from './api';
import type { Person } from './auth-emulator';
import { wavFile } from './recording';
import { idOf, tusClient } from './tus-client';

let api: Api;
let ada: Person;
let tus: ReturnType<typeof tusClient>;

beforeAll(async () => {
  api = await openApi('uploads');
  ada = await api.person();
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
