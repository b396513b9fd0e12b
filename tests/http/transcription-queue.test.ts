import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { recordingAs } from '../media/recordings';
import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';

let api: Api;
let ada: Person;
let audioDataUri: string;

beforeAll(async () => {
  api = await openApi('transcription-queue');
  ada = await api.person();
  const bytes = await recordingAs('a.webm');
  audioDataUri = `data:audio/webm;base64,${Buffer.from(bytes).toString('base64')}`;
});

afterAll(() => api.close());

const PATH = '/api/transcription-queue';

describe('the transcription queue’s routes', () => {
  it('take a recording in the request, and tell its place and what is left', async () => {
    const body = { audioDataUri, priority: 'urgent', sessionId: 'card 1' };
    const queued = await api.call('POST', PATH, { as: ada, body });
    expect(queued.status).toBe(202);
    const { requestId } = queued.json as { requestId: string };
    expect(queued.headers.get('location')).toBe(`/api/jobs/${requestId}`);
    const job = await api.call('GET', `/api/jobs/${requestId}`, { as: ada });
    expect(job.json).toMatchObject({ kind: 'transcription', status: 'pending' });

    const { status, json } = await api.call('GET', PATH, { as: ada });
    expect(status).toBe(200);
    expect(json).toMatchObject({ currentQueueSize: 1, servers: 0, successRate: null });
    const { userRateLimit } = json as { userRateLimit: { limit: number; remaining: number } };
    expect(userRateLimit.remaining).toBe(userRateLimit.limit - 1);
  });

  it('refuse who is not signed in, and what is not a recording', async () => {
    expect((await api.refused('POST', PATH, { body: { audioDataUri } })).code).toBe(
      'unauthenticated',
    );
    const text = { audioDataUri: `data:audio/mpeg;base64,${btoa('not a recording')}` };
    expect((await api.refused('POST', PATH, { as: ada, body: text })).code).toBe(
      'unsupported_media',
    );
    const none = await api.refused('POST', PATH, { as: ada, body: { audioDataUri: 'x' } });
    expect(none.code).toBe('invalid_input');
    expect(none.errors?.[0]?.pointer).toBe('/audioDataUri');
  });
});
