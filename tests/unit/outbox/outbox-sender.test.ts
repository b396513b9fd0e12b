import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ItemLocks, localLocks } from '@/lib/outbox/item-lock';
import { OutboxSender } from '@/lib/outbox/outbox-sender';
import { OutboxView } from '@/lib/outbox/outbox-view';

import { sampleItem } from './sample-item';

const DAY_MS = 24 * 60 * 60_000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { onLine: true });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Sends one item whose bytes are on the server already. */
function senderOf(item: ReturnType<typeof sampleItem>) {
  const submit = vi.fn(() => Promise.resolve('job-1'));
  const now = vi.fn(() => Date.now());
  const sender = new OutboxSender({
    store: {
      get: () => Promise.resolve(item),
      bytes: () => Promise.resolve(null),
      dropBytes: () => Promise.resolve(),
      holdsInTab: () => false,
    },
    locks: new ItemLocks(localLocks()),
    view: new OutboxView(() => true),
    refresh: () => Promise.resolve(),
    tellProgress: () => undefined,
    apply: () => Promise.resolve(item),
    authorization: () => Promise.resolve({}),
    submit,
    now,
    random: () => 0,
  });
  return { sender, submit, now };
}

describe('an item that may be sent in 30 days', () => {
  it('rests until then, and is sent then', async () => {
    const retryAt = Date.now() + 30 * DAY_MS;
    const item = sampleItem({ state: 'uploaded', mediaId: 'media-1', retryAt });
    const { sender, submit, now } = senderOf(item);
    sender.update([item]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(now).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(30 * DAY_MS - 1_001);
    expect(submit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    expect(submit).toHaveBeenCalledOnce();
    sender.stop();
  });
});
