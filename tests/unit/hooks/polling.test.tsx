// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { SWRConfig } from 'swr';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { useAnswer } from '@/hooks/monitor/use-answer';
import { useJob } from '@/hooks/use-job';
import { useTranscriptionQueueStats } from '@/hooks/use-transcription-queue-stats';
import { AuthContext, type AppUser } from '@/hooks/use-user';
import type { FeedObserver } from '@/lib/firebase/client/feed-observer';
import type { Job } from '@/lib/jobs/job';

vi.mock('@/lib/firebase/client/auth', () => ({ idToken: () => Promise.resolve(null) }));

vi.mock('@/lib/firebase/client/firestore', () => ({
  watchJob: (_id: string, observer: FeedObserver<Partial<Job>>) => {
    const value = { state: 'pending', input: null, output: null } as const;
    observer.next({ value, stale: false });
    return () => undefined;
  },
}));

type Said = number | { status: number; headers: Record<string, string> };

/** What the server says, in turn; the last again and again. */
let script: Said[];
let asked: number;
let root: Root;
let host: HTMLElement;

function answer(): Promise<Response> {
  const said = script[Math.min(asked, script.length - 1)] ?? 500;
  asked += 1;
  const { status, headers } = typeof said === 'number' ? { status: said, headers: {} } : said;
  const body =
    status === 200 ? JSON.stringify({ servers: asked, position: { position: asked } }) : '<html>';
  return Promise.resolve(new Response(body, { status, headers }));
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('fetch', answer);
  vi.useFakeTimers();
  asked = 0;
  host = document.createElement('div');
  root = createRoot(host);
});

afterEach(async () => {
  await show(null);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function show(children: ReactNode): Promise<void> {
  await act(async () => {
    root.render(
      <SWRConfig value={{ provider: () => new Map() }}>
        <AuthContext value={{ status: 'signed-in', user: { uid: 'ada' } as AppUser }}>
          {children}
        </AuthContext>
      </SWRConfig>,
    );
    await vi.dynamicImportSettled();
  });
  await pass(0);
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

interface Count {
  servers: number;
}

function Monitor({ refreshMs = 2_000 }: { refreshMs?: number }) {
  const { value, error, retry } = useAnswer<Count>('/api/admin/jobs/job-1', {
    refreshMs: (count) => (count === null ? 15_000 : refreshMs),
  });
  return (
    <button onClick={retry}>
      {value?.servers} {error?.code}
    </button>
  );
}

describe('an answer that is polled', () => {
  it('goes on after a failed answer, at the pace of what was answered last', async () => {
    script = [200, 502, 200];
    await show(<Monitor />);
    expect(host.textContent).toBe('1 ');
    await pass(2_000);
    expect(host.textContent).toBe('1 http_502');
    await pass(2_000);
    expect(host.textContent).toBe('3 ');
    await pass(2_000);
    expect(host.textContent).toBe('4 ');
  });

  it('is asked for at the same pace in a long outage, however often somebody asks too', async () => {
    script = [200, 502];
    await show(<Monitor />);
    await pass(2_000);
    for (let click = 0; click < 5; click += 1) {
      await act(async () => {
        host.querySelector('button')?.click();
        await vi.advanceTimersByTimeAsync(100);
      });
    }
    const before = asked;
    await pass(60_000);
    expect(asked - before).toBe(30);
  });

  it.each([401, 403, 404])('is left alone after a refusal that stays, as a %i', async (status) => {
    script = [200, status];
    await show(<Monitor />);
    await pass(2_000);
    const before = asked;
    await pass(600_000);
    expect(asked).toBe(before);
  });

  it('is left alone for as long as the server asks, but never longer than an hour', async () => {
    const slower = (seconds: number) => ({
      status: 429,
      headers: { 'Retry-After': String(seconds) },
    });
    script = [200, slower(60), slower(30 * 86_400), 200];
    await show(<Monitor />);
    await pass(2_000);
    await pass(59_000);
    expect(asked).toBe(2);
    await pass(1_000);
    expect(asked).toBe(3);
    await pass(3_599_000);
    expect(asked).toBe(3);
    await pass(1_000);
    expect(host.textContent).toBe('4 ');
  });

  it('is not asked for again when its time is never', async () => {
    script = [200, 502];
    await show(<Monitor refreshMs={0} />);
    await act(async () => {
      host.querySelector('button')?.click();
      await vi.advanceTimersByTimeAsync(600_000);
    });
    expect(asked).toBe(2);
  });
});

describe('after a long outage', () => {
  function Stats() {
    return useTranscriptionQueueStats().data?.servers ?? 'nothing';
  }

  function Position() {
    return useJob('job-1').position?.position ?? 'nothing';
  }

  it.each([
    ['the numbers of the queue', <Stats key="stats" />, 5_000],
    ['the position of a job', <Position key="position" />, 4_000],
  ])('%s come again at once', async (_, shown, everyMs) => {
    script = [...Array<number>(200).fill(502), 200];
    await show(shown);
    await pass(199 * everyMs);
    expect(host.textContent).toBe('nothing');
    await pass(everyMs);
    expect(host.textContent).toBe('201');
  });
});
