import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';
import { wavFile } from './recording';
import { tusClient } from './tus-client';

let api: Api;
let ada: Person;
let eve: Person;
let tus: ReturnType<typeof tusClient>;

beforeAll(async () => {
  api = await openApi('submit-uploads');
  [ada, eve] = await Promise.all([api.person(), api.person()]);
  tus = tusClient(api, ada);
});

afterAll(() => api.close());
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
