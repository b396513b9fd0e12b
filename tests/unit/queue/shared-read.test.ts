import { describe, expect, it } from 'vitest';

import { sharedRead } from '@/lib/queue/shared-read';

function counted() {
  let now = 0;
  let reads = 0;
  let fails = false;
  const read = sharedRead({ monotonic: () => now }, 5_000, () => {
    reads += 1;
    return fails ? Promise.reject(new Error('away')) : Promise.resolve(reads);
  });
  return {
    read,
    reads: () => reads,
    at: (ms: number) => (now = ms),
    fail: (does: boolean) => (fails = does),
  };
}

describe('a shared read', () => {
  it('serves all who ask in its time, and is read again after it', async () => {
    const { read, at } = counted();
    expect(await Promise.all([read(), read()])).toEqual([1, 1]);
    at(4_999);
    expect(await read()).toBe(1);
    at(5_000);
    expect(await read()).toBe(2);
  });

  it('that failed is tried again by the next who asks', async () => {
    const { read, reads, fail } = counted();
    fail(true);
    await expect(Promise.all([read(), read()])).rejects.toThrow('away');
    expect(reads()).toBe(1);
    fail(false);
    expect(await read()).toBe(2);
  });
});
