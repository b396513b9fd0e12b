import { expect, it } from 'vitest';

import { newKeyRecord } from '@/lib/queue/providers/key-state';
import { take } from '@/lib/queue/providers/permits-policy';

it('begins no call in the place of one that ends, where others took its room while it stood still', () => {
  const now = 1_700_000_000_000;
  const record = newKeyRecord('google', 'google #1');
  record.inFlight = {
    slept: { calls: 1, waiting: 0, until: now - 1 },
    awake: { calls: 1, waiting: 0, until: now + 15_000 },
  };
  const taken = take(record, {
    serverId: 'slept',
    number: 2,
    limits: { requestsPerMinute: null, tokensPerMinute: null, concurrentRequests: 1 },
    windowMs: 60_000,
    earliest: now,
    latest: now,
    slotMs: 250,
    waiting: [],
    expected: 0,
    calling: 1,
    corrections: [],
  });
  expect(taken.use?.calls).toBe(0);
  expect(taken.record.inFlight['slept']?.calls).toBe(1);
});
