import { describe, expect, it } from 'vitest';

import type { OutboxItem } from '@/lib/outbox/item';
import { applyEvent } from '@/lib/outbox/item-events';
import { itemsToStart, nextRetryAt } from '@/lib/outbox/schedule';
import { SendError } from '@/lib/outbox/send-error';
import { sendItem } from '@/lib/outbox/send-item';

import { sampleItem } from './sample-item';

const NOW = 5_000_000;

/** Sends an item whose bytes are on the server already, to a submit that answers as told. */
async function send(item: OutboxItem, submit: () => Promise<string>) {
  const dropped: string[] = [];
  let after = item;
  await sendItem(
    item,
    {
      store: {
        bytes: () => Promise.resolve(null),
        dropBytes: (id) => {
          dropped.push(id);
          return Promise.resolve();
        },
      },
      apply: (_, event) => Promise.resolve((after = applyEvent(after, event))),
      authorization: () => Promise.resolve({}),
      submit,
      now: () => NOW,
      random: () => 0,
    },
    new AbortController().signal,
    () => undefined,
  );
  return { after, dropped };
}

const uploaded = sampleItem({ state: 'uploaded', mediaId: 'media-123' });

describe('a recording whose job is refused for now', () => {
  it.each([
    [429, 'rate_limited', 12_000],
    [429, 'over_budget', 5 * 3_600_000],
    [503, 'queue_full', 10_000],
  ])('by a %i %s is kept, and sent again by itself when it may be', async (status, code, wait) => {
    const refusal = { status, code, detail: 'Not now.', retryAfterMs: wait };
    const { after, dropped } = await send(uploaded, () => Promise.reject(new SendError(refusal)));
    expect(after).toMatchObject({
      state: 'uploaded',
      mediaId: 'media-123',
      jobId: null,
      hold: null,
    });
    expect(after.error).toMatchObject({ code, retryable: true });
    expect(after.retryAt).toBe(NOW + wait);
    expect(dropped).toEqual([]);

    const at = { online: true, busy: new Set<string>(), free: 2 };
    expect(itemsToStart([after], { ...at, now: NOW + wait - 1 })).toEqual([]);
    expect(nextRetryAt([after], { ...at, now: NOW })).toBe(NOW + wait);
    expect(itemsToStart([after], { ...at, now: NOW + wait })).toEqual([after]);

    const later = await send(after, () => Promise.resolve('job-1'));
    expect(later.after).toMatchObject({ state: 'submitted', jobId: 'job-1', error: null });
    expect(later.dropped).toEqual([uploaded.id]);
  });
});
