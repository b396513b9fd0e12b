import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { settingsSchema, type StoredSettings } from '@/lib/cluster/settings';
import { mergedSettings, unknownSettings } from '@/lib/http/admin/settings-patch';
import { QUEUE_NAMES } from '@/lib/jobs/queues';

const queue = fc.record(
  {
    paused: fc.boolean(),
    concurrency: fc.option(fc.nat(1_000)),
    maxQueueSize: fc.option(fc.integer({ min: 1 })),
  },
  { requiredKeys: [] },
);
const settings: fc.Arbitrary<StoredSettings> = fc.record(
  {
    queues: fc.dictionary(fc.constantFrom(...QUEUE_NAMES), queue),
    breaker: fc.record(
      { failureThreshold: fc.integer({ min: 1 }), windowMs: fc.integer({ min: 1 }) },
      { requiredKeys: [] },
    ),
    drainedServers: fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

describe('a patch of settings', () => {
  it('makes settings of settings, keeps what it does not name, and is the same twice', () => {
    fc.assert(
      fc.property(settings, settings, (stored, change) => {
        const merged = mergedSettings(stored, change);
        expect(settingsSchema.safeParse(merged).success).toBe(true);
        expect(merged).toMatchObject(change);
        expect(mergedSettings(merged, change)).toEqual(merged);
        expect(mergedSettings(stored, {})).toEqual(stored);
      }),
    );
  });

  it('never takes away a top-level field, which a stored record would keep', () => {
    fc.assert(
      fc.property(
        settings,
        fc.subarray(['queues', 'breaker', 'drainedServers']),
        (stored, names) => {
          const nulls = Object.fromEntries(names.map((name) => [name, null]));
          const merged = mergedSettings(stored, nulls);
          expect(Object.keys(merged).sort()).toEqual(Object.keys(stored).sort());
          for (const name of names) {
            const left = (merged as Record<string, object | undefined>)[name];
            expect(left === undefined || Object.keys(left).length === 0).toBe(true);
          }
        },
      ),
    );
  });

  it('whatever it holds, is either of known keys or refused, and pollutes nothing', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (change) => {
        const known = new Set(Object.keys(settingsSchema.shape));
        const refused = unknownSettings(change).map(([name]) => name);
        for (const name of Object.keys(change)) {
          expect(known.has(name) || refused.includes(name)).toBe(true);
        }
        mergedSettings({}, change);
        expect(Object.prototype).not.toHaveProperty('paused');
      }),
    );
  });
});
