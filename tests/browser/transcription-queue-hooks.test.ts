// @vitest-environment happy-dom
import { readFile } from 'node:fs/promises';

import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

import type { Job } from '@/lib/jobs/job';

import { type Seen, TranscriptionQueuePage } from './transcription-queue-page';

/** Some seconds of the bundled recording. */
const PART_BYTES = 40_000;
const PATIENCE = { timeout: 120_000, interval: 50 };

let root: Root;
let seen: Seen | undefined;
const completed: string[] = [];
const failed: string[] = [];

const report = (now: Seen): void => {
  seen = now;
};
const onComplete = ({ id }: Job): void => {
  completed.push(id);
};
const onError = ({ id }: Job): void => {
  failed.push(id);
};

async function render(userId: string): Promise<void> {
  const { projectId, authUrl, firestoreHost, firestorePort } = inject('stack');
  const config = {
    ...{ apiKey: 'emulator', authDomain: null, projectId, appId: null, googleSignIn: false },
    emulators: { authUrl, firestoreHost, firestorePort },
  };
  const options = { userId, onComplete, onError };
  await act(async () => {
    root.render(createElement(TranscriptionQueuePage, { config, options, report }));
    await Promise.resolve();
  });
}

beforeAll(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const { happyDOM } = window as unknown as { happyDOM: { setURL: (url: string) => void } };
  happyDOM.setURL(inject('stack').url);
  root = createRoot(document.createElement('div'));
  await render('');
  const { signInAsGuest } = await import('@/lib/firebase/client/auth');
  await act(() => signInAsGuest());
  await act(() => vi.waitUntil(() => seen?.user, PATIENCE));
});

afterAll(async () => {
  await act(async () => {
    root.unmount();
    await Promise.resolve();
  });
  const { closeFirestore } = await import('@/lib/firebase/client/firestore');
  await closeFirestore();
  vi.unstubAllGlobals();
});

describe('useTranscriptionQueue and useEnterpriseTranscriptionQueue', () => {
  it('queue a recording, follow it to its end, and tell of it once', async () => {
    await render(seen?.user?.uid ?? '');
    const bytes = await readFile('samples/weekly-planning-meeting.mp3');
    const base64 = bytes.subarray(0, PART_BYTES).toString('base64');
    const queued = await act(() =>
      seen?.enterprise.queueTranscription(
        {
          audioDataUri: `data:audio/mpeg;base64,${base64}`,
        },
        { priority: 'high', sessionId: 'session456', metadata: { estimatedDuration: 6 } },
      ),
    );
    const id = queued?.requestId ?? '';
    expect(queued?.rateLimitInfo.remaining).toBeGreaterThanOrEqual(0);
    await act(() => vi.waitUntil(() => seen?.enterprise.hasActiveRequests, PATIENCE));
    await act(() => vi.waitUntil(() => completed.length + failed.length > 0, PATIENCE));
    expect({ completed, failed }).toEqual({ completed: [id], failed: [] });
    await act(() => vi.waitUntil(() => seen?.basic.hasActiveRequests === false, PATIENCE));
    for (const queue of [seen?.basic, seen?.enterprise]) {
      expect(queue?.requests.map((job) => [job.id, job.state])).toEqual([[id, 'completed']]);
      expect(queue).toMatchObject({ isLoading: false, error: null });
    }
    await act(() => vi.waitUntil(() => seen?.enterprise.stats, PATIENCE));
    expect(seen?.enterprise.stats?.userRateLimit.limit).toBeGreaterThan(0);
    expect(seen?.enterprise.stats?.currentQueueSize).toBeGreaterThanOrEqual(0);
  });

  it('follow nothing of anybody else', async () => {
    await render('somebody-else');
    expect(seen?.basic.requests).toEqual([]);
    expect(seen?.enterprise.requests).toEqual([]);
  });
});
