import { describe, expect, it } from 'vitest';

import { Bell } from '@/lib/queue/worker/bell';

import { settle } from './owned-engine';

/** Waits, and tells how often it woke. */
function waiter(bell: Bell): { woke: () => number } {
  let woke = 0;
  void (async () => {
    for (;;) {
      await bell.wait();
      woke += 1;
    }
  })();
  return { woke: () => woke };
}

describe('a bell', () => {
  it('wakes who waits', async () => {
    const bell = new Bell();
    const { woke } = waiter(bell);
    await settle();
    expect(woke()).toBe(0);
    bell.ring();
    await settle();
    expect(woke()).toBe(1);
    bell.ring();
    await settle();
    expect(woke()).toBe(2);
  });

  it('keeps a ring that nobody heard', async () => {
    const bell = new Bell();
    bell.ring();
    const { woke } = waiter(bell);
    await settle();
    expect(woke()).toBe(1);
  });

  it('counts several rings as one', async () => {
    const bell = new Bell();
    bell.ring();
    bell.ring();
    const { woke } = waiter(bell);
    await settle();
    expect(woke()).toBe(1);
    bell.ring();
    bell.ring();
    bell.ring();
    await settle();
    expect(woke()).toBe(2);
  });
});
