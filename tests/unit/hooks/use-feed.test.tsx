// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { SWRConfig } from 'swr';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ApiProblem } from '@/hooks/api';
import { useFeed } from '@/hooks/use-feed';
import type { FeedObserver } from '@/lib/firebase/client/feed-observer';

/** A place to listen at, which counts who does. */
class Source {
  readonly observers = new Map<string, FeedObserver<string>>();
  opened = 0;
  closed = 0;
  denial: ApiProblem | null = null;

  of(key: string) {
    return {
      open: (observer: FeedObserver<string>) => {
        this.opened += 1;
        this.observers.set(key, observer);
        return Promise.resolve(() => {
          this.closed += 1;
        });
      },
      explainDenied: () => Promise.resolve(this.denial),
    };
  }

  say(key: string, value: string): Promise<void> {
    return act(async () => {
      this.observers.get(key)?.next({ value, stale: false });
      await Promise.resolve();
    });
  }
}

let source: Source;
let root: Root;
let host: HTMLElement;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers();
  source = new Source();
  host = document.createElement('div');
  root = createRoot(host);
});

afterEach(async () => {
  await act(async () => {
    root.unmount();
    await Promise.resolve();
  });
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function Follower({ feed }: { feed: string | null }) {
  const { seen, error } = useFeed(feed === null ? null : [feed], source.of(feed ?? ''));
  return <p>{error === null ? (seen?.value ?? 'nothing') : error.code}</p>;
}

async function show(children: ReactNode, cache: string | number = 'one'): Promise<void> {
  await act(async () => {
    root.render(
      <SWRConfig key={cache} value={{ provider: () => new Map() }}>
        {children}
      </SWRConfig>,
    );
    await Promise.resolve();
  });
}

const shown = () => [...host.querySelectorAll('p')].map((paragraph) => paragraph.textContent);

describe('useFeed', () => {
  it('opens one listener for two components, and both see what it says', async () => {
    await show([<Follower key="a" feed="x" />, <Follower key="b" feed="x" />]);
    await source.say('x', 'hello');
    expect(source.opened).toBe(1);
    expect(shown()).toEqual(['hello', 'hello']);
  });

  it('keeps the listener until the last component leaves', async () => {
    await show([<Follower key="a" feed="x" />, <Follower key="b" feed="x" />]);
    await show([<Follower key="b" feed="x" />]);
    expect(source.closed).toBe(0);
    await show([]);
    expect(source.closed).toBe(1);
  });

  it('goes on feeding the second component when the first turns to something else', async () => {
    await show([<Follower key="a" feed="x" />, <Follower key="b" feed="x" />]);
    await show([<Follower key="a" feed="y" />, <Follower key="b" feed="x" />]);
    await source.say('x', 'for the second');
    await source.say('y', 'for the first');
    expect(shown()).toEqual(['for the first', 'for the second']);
  });

  it('follows nothing without a key', async () => {
    await show([<Follower key="a" feed={null} />]);
    expect(source.opened).toBe(0);
    expect(shown()).toEqual(['nothing']);
  });

  it('shows a component that comes later what was seen before', async () => {
    await show([<Follower key="a" feed="x" />]);
    await source.say('x', 'kept');
    await show([]);
    await show([<Follower key="b" feed="x" />]);
    expect(shown()).toEqual(['kept']);
  });

  it('forgets everything when the cache is replaced, as at a sign-out', async () => {
    await show([<Follower key="a" feed="x" />], 'ada');
    await source.say('x', 'of Ada');
    await show([<Follower key="a" feed="x" />], 'bob');
    expect(source.closed).toBe(1);
    expect(shown()).toEqual(['nothing']);
  });

  it('listens again after an error, later each time, and keeps what it showed', async () => {
    await show([<Follower key="a" feed="x" />]);
    await source.say('x', 'old');
    const fail = () =>
      act(async () => {
        source.observers.get('x')?.error({ denied: false, message: 'unavailable' });
        await Promise.resolve();
      });
    await fail();
    expect(shown()).toEqual(['old']);
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(source.opened).toBe(2);
    await fail();
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(source.opened).toBe(2);
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(source.opened).toBe(3);
    await source.say('x', 'new');
    expect(shown()).toEqual(['new']);
  });

  it('says why it was denied, and does not listen again for what does not exist', async () => {
    source.denial = new ApiProblem({
      status: 404,
      code: 'not_found',
      title: 'Not found',
      detail: 'Gone.',
    });
    await show([<Follower key="a" feed="x" />]);
    await act(async () => {
      source.observers.get('x')?.error({ denied: true, message: 'permission-denied' });
      await vi.advanceTimersByTimeAsync(60_000);
    });
    expect(shown()).toEqual(['not_found']);
    expect(source.opened).toBe(1);
  });

  it('closes a listener whose code arrived after everybody left', async () => {
    let arrive: (close: () => void) => void = () => undefined;
    const close = vi.fn();
    const slow = {
      open: () => new Promise<() => void>((resolve) => (arrive = resolve)),
      explainDenied: () => Promise.resolve(null),
    };
    function Slow() {
      useFeed(['slow'], slow);
      return null;
    }
    await show([<Slow key="a" />]);
    await show([]);
    await act(async () => {
      arrive(close);
      await Promise.resolve();
    });
    expect(close).toHaveBeenCalledOnce();
  });
});
