// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { apiFetch } from '@/hooks/api';
import { useFeed } from '@/hooks/use-feed';
import type { FeedObserver } from '@/lib/firebase/client/feed-observer';

vi.mock('@/lib/firebase/client/auth', () => ({ idToken: () => Promise.resolve(null) }));

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers();
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const limit = new AbortController();
    setTimeout(() => limit.abort(), ms);
    return limit.signal;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A half-open connection: nothing comes but what the browser itself ends. */
function neverAnswered(_: unknown, init?: RequestInit): Promise<Response> {
  return new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
  });
}

it('opens a denied feed again when the question why is never answered', async () => {
  vi.stubGlobal('fetch', vi.fn(neverAnswered));
  const open = vi.fn((observer: FeedObserver<string>) => {
    observer.error({ denied: true, message: 'permission-denied' });
    return Promise.resolve(() => undefined);
  });
  function Follower() {
    const { error } = useFeed(['denied'], {
      open,
      explainDenied: async () => {
        await apiFetch('/api/jobs/job-1');
        return null;
      },
    });
    return error?.code ?? 'nothing';
  }
  const host = document.createElement('div');
  const root = createRoot(host);
  await act(async () => {
    root.render(<Follower />);
    await Promise.resolve();
  });
  await vi.dynamicImportSettled();
  expect(fetch).toHaveBeenCalledOnce();
  await act(() => vi.advanceTimersByTimeAsync(29_000));
  expect(host.textContent).toBe('nothing');
  await act(() => vi.advanceTimersByTimeAsync(2_500));
  expect(host.textContent).toBe('network');
  expect(open).toHaveBeenCalledTimes(2);
  await act(async () => {
    root.unmount();
    await Promise.resolve();
  });
});
