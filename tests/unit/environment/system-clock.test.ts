import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { systemClock } from '@/lib/environment/system-clock';

const DAY_MS = 24 * 60 * 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a timer of the system clock', () => {
  it.each([1, 1_000, 2 ** 31 - 1, 2 ** 31, 30 * DAY_MS, 90 * DAY_MS])(
    'calls once after %i ms, and not before',
    (ms) => {
      const call = vi.fn();
      systemClock.timer(ms, call);
      vi.advanceTimersByTime(ms - 1);
      expect(call).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1);
      expect(call).toHaveBeenCalledOnce();
      vi.advanceTimersByTime(90 * DAY_MS);
      expect(call).toHaveBeenCalledOnce();
    },
  );

  it.each([0, 29])('is cancelled after %i of 30 days', (days) => {
    const call = vi.fn();
    const cancel = systemClock.timer(30 * DAY_MS, call);
    vi.advanceTimersByTime(days * DAY_MS);
    cancel();
    vi.advanceTimersByTime(30 * DAY_MS);
    expect(call).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
