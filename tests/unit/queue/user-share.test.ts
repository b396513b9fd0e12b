import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { shareOf, UserShare } from '@/lib/queue/worker/user-share';

const MINUTE_MS = 60_000;

describe('a user’s share', () => {
  it('of any number of servers is at least one, and together at least the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 0, max: 200 }),
        (limit, servers) => {
          const share = shareOf(limit, servers);
          expect(share).toBeGreaterThanOrEqual(1);
          expect(share * Math.max(servers, 1)).toBeGreaterThanOrEqual(limit);
          expect((share - 1) * servers).toBeLessThan(limit);
        },
      ),
    );
  });

  it('counts what runs, by queue and user', () => {
    const users = new UserShare();
    users.enter('ai', 'ann');
    users.enter('ai', 'ann');
    users.enter('files', 'ann');
    users.leave('ai', 'ann');
    expect(users.running('ai', 'ann')).toBe(1);
    expect(users.running('files', 'ann')).toBe(1);
    expect(users.running('ai', 'ben')).toBe(0);
  });

  it('gives turns one after the other, none further off than ten minutes', () => {
    const users = new UserShare();
    const turns = Array.from({ length: 1_000 }, () => users.waitMs('ai', 'ann', 0, 5_000));
    expect(turns.slice(0, 3)).toEqual([5_000, 10_000, 15_000]);
    expect(Math.max(...turns)).toBe(10 * MINUTE_MS);
    expect(users.waitMs('ai', 'ben', 0, 5_000)).toBe(5_000);
    // Those that are past are not waited for again.
    expect(users.waitMs('ai', 'ann', 20 * MINUTE_MS, 5_000)).toBe(5_000);
  });
});
