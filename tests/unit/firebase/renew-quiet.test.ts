import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { FeedObserver, Seen } from '@/lib/firebase/client/feed-observer';
import { renewQuiet } from '@/lib/firebase/client/renew-quiet';

const QUIET_MS = 5_000;
const UNHEARD_MS = 10_000;

const fresh = (value: number): Seen<number> => ({ value, stale: false });
const cached = (value: number): Seen<number> => ({ value, stale: true });

describe('a listener that is renewed', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** Follows something through listeners that tell only what the test lets them tell. */
  const follow = () => {
    const opened: FeedObserver<number>[] = [];
    let open = 0;
    const seen: Seen<number>[] = [];
    const errors: string[] = [];
    const stop = renewQuiet<number>(
      (observer) => {
        opened.push(observer);
        open += 1;
        return () => (open -= 1);
      },
      { next: (one) => seen.push(one), error: ({ message }) => errors.push(message) },
    );
    return { opened, seen, errors, stop, listening: () => open };
  };

  it('brings what the quiet one missed, with one listener at a time', () => {
    const { opened, seen, listening } = follow();
    opened[0]?.next(fresh(0));
    vi.advanceTimersByTime(QUIET_MS);
    expect([opened.length, listening()]).toEqual([2, 1]);
    opened[1]?.next(fresh(1));
    expect(seen).toEqual([fresh(0), fresh(1)]);
  });

  it('is left alone while it tells something', () => {
    const { opened } = follow();
    for (let told = 0; told < 10; told += 1) {
      opened[0]?.next(fresh(told));
      vi.advanceTimersByTime(QUIET_MS - 1);
    }
    expect(opened).toHaveLength(1);
  });

  it('does not show what a new listener finds in the cache, which may be less or old', () => {
    const { opened, seen } = follow();
    opened[0]?.next(fresh(1));
    vi.advanceTimersByTime(QUIET_MS);
    opened[1]?.next(cached(0));
    opened[1]?.next(fresh(1));
    vi.advanceTimersByTime(QUIET_MS - 1);
    expect(seen).toEqual([fresh(1), fresh(1)]);
  });

  it('says that there is no connection when a new listener hears nothing, and goes on trying', () => {
    const { opened, seen, listening } = follow();
    opened[0]?.next(fresh(0));
    vi.advanceTimersByTime(QUIET_MS + UNHEARD_MS);
    expect(seen).toEqual([fresh(0), cached(0)]);
    vi.advanceTimersByTime(QUIET_MS);
    expect([opened.length, listening()]).toEqual([3, 1]);
    opened[2]?.next(fresh(1));
    expect(seen.at(-1)).toEqual(fresh(1));
  });

  it('shows at once what the first one has in its cache, and asks again where the server says nothing', () => {
    const { opened, seen } = follow();
    opened[0]?.next(cached(0));
    expect(seen).toEqual([cached(0)]);
    vi.advanceTimersByTime(QUIET_MS);
    opened[1]?.next(fresh(1));
    expect(seen).toEqual([cached(0), fresh(1)]);
  });

  it('tries until there is a first answer', () => {
    const { opened, seen } = follow();
    vi.advanceTimersByTime(QUIET_MS + UNHEARD_MS);
    expect(opened).toHaveLength(3);
    opened[2]?.next(cached(0));
    expect(seen).toEqual([cached(0)]);
  });

  it('ends with its listener, and when it is stopped', () => {
    const ended = follow();
    ended.opened[0]?.error({ denied: true, message: 'denied' });
    const stopped = follow();
    stopped.stop();
    vi.advanceTimersByTime(QUIET_MS * 4);
    expect(ended.errors).toEqual(['denied']);
    expect([ended.opened.length, stopped.opened.length, stopped.listening()]).toEqual([1, 1, 0]);
  });
});
