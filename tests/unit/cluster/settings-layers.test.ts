import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { adopted, layered } from '@/lib/cluster/settings-layers';

type Fields = Record<string, Record<string, number | null>>;

/** Few names and numbers, so that they meet often. */
const fields = (value: fc.Arbitrary<number | null>): fc.Arbitrary<Fields> =>
  fc.dictionary(
    fc.constantFrom('breaker', 'plans', 'queues'),
    fc.dictionary(fc.constantFrom('one', 'two', 'three'), value, { maxKeys: 3 }),
    { maxKeys: 3 },
  );
const stored = fields(fc.option(fc.integer({ min: 1, max: 4 })));
const tuning = fields(fc.integer({ min: 1, max: 4 }));

const leaves = (value: unknown): [string, number | null][] =>
  Object.entries((value ?? {}) as Fields).flatMap(([group, ones]) =>
    Object.entries(ones).map(([name, leaf]): [string, number | null] => [`${group}.${name}`, leaf]),
  );

describe('settings that a configuration adopts', () => {
  it('keep what somebody else set, take what is named and unset, and lose what is no longer named', () => {
    fc.assert(
      fc.property(stored, tuning, tuning, (there, before, now) => {
        const after = new Map(leaves(adopted(there, before, now)));
        const was = new Map(leaves(there));
        const left = new Map(leaves(before));
        const next = new Map(leaves(now));
        const names = new Set([...was.keys(), ...left.keys(), ...next.keys()]);
        for (const name of names) {
          const others = was.has(name) && was.get(name) !== left.get(name);
          expect(after.get(name), name).toBe(others ? was.get(name) : next.get(name));
        }
        expect([...after.keys()].every((name) => names.has(name))).toBe(true);
      }),
    );
  });

  it('do not change when the same configuration comes again', () => {
    fc.assert(
      fc.property(stored, tuning, tuning, (there, before, now) => {
        const once = adopted(there, before, now);
        expect(adopted(once, now, now)).toEqual(once);
      }),
    );
  });

  it('never lose a group that is stored', () => {
    fc.assert(
      fc.property(stored, tuning, tuning, (there, before, now) => {
        const after = (adopted(there, before, now) ?? {}) as Fields;
        expect(Object.keys(after)).toEqual(expect.arrayContaining(Object.keys(there)));
      }),
    );
  });
});

describe('layered settings', () => {
  it('have what is over, and beneath it what was there', () => {
    const base = { plans: { default: { burstLimit: 2 }, team: { burstLimit: 9 } }, drained: ['a'] };
    const over = { plans: { default: { requestsPerMinute: 3 } }, drained: [] };
    expect(layered(base, over)).toEqual({
      plans: { default: { burstLimit: 2, requestsPerMinute: 3 }, team: { burstLimit: 9 } },
      drained: [],
    });
  });
});
