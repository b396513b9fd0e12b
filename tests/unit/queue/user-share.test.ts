import { describe, expect, it } from 'vitest';

import { UserShare } from '@/lib/queue/worker/user-share';

const MINUTE_MS = 60_000;

describe('a user’s share', () => {
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
