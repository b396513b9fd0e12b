// @vitest-environment happy-dom
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

import { DeepSeekPage, type Followed, type Seen } from './deepseek-page';

const PATIENCE = { timeout: 30_000, interval: 50 };
const TEXT = `Ann opened the meeting. The budget is due on Friday. Bob books the large room for Monday.
The launch moves to the second week of May. Ann writes the report until Thursday evening.`;

let root: Root;
let seen: Seen | undefined;

const report = (now: Seen) => {
  seen = now;
};

async function render(followed: Followed): Promise<void> {
  const { projectId, authUrl, firestoreHost, firestorePort } = inject('stack');
  const config = {
    apiKey: 'emulator',
    authDomain: null,
    projectId,
    appId: null,
    emulators: { authUrl, firestoreHost, firestorePort },
    googleSignIn: false,
  };
  await act(async () => {
    root.render(createElement(DeepSeekPage, { config, followed, report }));
    await Promise.resolve();
  });
}

beforeAll(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const { happyDOM } = window as unknown as { happyDOM: { setURL: (url: string) => void } };
  happyDOM.setURL(inject('stack').url);
  root = createRoot(document.createElement('div'));
  await render({ jobId: null, userId: '' });
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

describe('useDeepSeekJobs and useDeepSeekJob', () => {
  it('start a job, list it, and follow it to its result', async () => {
    const userId = seen?.user?.uid ?? '';
    await render({ jobId: null, userId });
    const jobId = await act(async () =>
      seen?.jobs.startJob({
        jobType: 'summary',
        transcriptionText: TEXT,
        prompt: 'key_points',
      }),
    );
    await render({ jobId: jobId ?? '', userId });
    await act(() => vi.waitUntil(() => seen?.job.job?.status === 'completed', PATIENCE));
    expect(seen?.job).toMatchObject({ isLoading: false, error: null });
    expect(seen?.job.job?.result).toMatch(/budget|launch|report/);
    expect(seen?.jobs.jobs.map(({ id }) => id)).toContain(jobId);
  });

  it('follow nothing of anybody else', async () => {
    await render({ jobId: seen?.jobs.jobs[0]?.id ?? 'job-of-ours', userId: 'somebody-else' });
    expect(seen?.jobs.jobs).toEqual([]);
    expect(seen?.job.job).toBeNull();
  });
});
