import { describe, expect, it } from 'vitest';

import { isKindName, KIND_NAMES, kindOf } from '@/lib/jobs/registry';
import { QUEUES } from '@/lib/jobs/queues';

describe('every declared kind', () => {
  it.each(KIND_NAMES)('%s can be run, retried and kept', (name) => {
    const kind = kindOf(name);
    if (kind === undefined) throw new Error('not declared');
    expect(kind.name).toBe(name);
    expect(QUEUES).toHaveProperty(kind.queue);
    expect(kind.retry.maxAttempts).toBeGreaterThanOrEqual(1);
    expect(kind.retry.backoffMs).toBeLessThanOrEqual(kind.retry.maxBackoffMs);
    for (const ms of [kind.timeLimitMs, kind.shareMs, kind.retentionMs]) {
      expect(ms).toBeGreaterThan(0);
    }
    expect(kind.retentionMs).toBeGreaterThan(kind.timeLimitMs);
    expect(kind.title).not.toBe('');
    expect(kind.description).toMatch(/\S/);
  });

  it.each(KIND_NAMES)('%s refuses an input that is not one', (name) => {
    const schema = kindOf(name)?.input;
    for (const input of [undefined, null, 7, 'text', [], {}]) {
      expect(schema?.safeParse(input).success, JSON.stringify(input)).toBe(false);
    }
  });
});

describe('a name that nobody declared', () => {
  it.each(['', 'dance', 'toString', '__proto__', 'constructor', 'Chat'])(
    '%j has no kind',
    (name) => {
      expect(isKindName(name)).toBe(false);
      expect(kindOf(name)).toBeUndefined();
    },
  );
});
