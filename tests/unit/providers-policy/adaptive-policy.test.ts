import fc from 'fast-check';
import { expect, it } from 'vitest';

import { bounded, cut, newAdaptiveLimit, succeeded } from '@/lib/queue/providers/adaptive-policy';

const settings = { min: 2, max: 16 };

it('falls by three tenths, once for calls that fail together', () => {
  const first = cut(newAdaptiveLimit(settings), 10_000, settings);
  expect(first.limit).toBe(11);
  expect(cut(first, 10_999, settings).limit).toBe(11);
  expect(cut(first, 11_000, settings).limit).toBe(7);
});

it('climbs by one after as many successes as there may be calls', () => {
  let state = cut(newAdaptiveLimit(settings), 0, settings);
  for (let call = 0; call < 10; call += 1) state = succeeded(state, settings);
  expect(state.limit).toBe(11);
  expect(succeeded(state, settings).limit).toBe(12);
});

it('stays within its bounds, whatever happens and however they change', () => {
  const event = fc.oneof(
    fc.constant('ok' as const),
    fc.constant('cut' as const),
    fc.record({ min: fc.integer({ min: 1, max: 8 }), more: fc.nat(20) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 200 }), (events) => {
      let now = 0;
      let within = settings;
      let state = newAdaptiveLimit(within);
      for (const event of events) {
        now += 700;
        if (event === 'ok') state = succeeded(state, within);
        else if (event === 'cut') state = cut(state, now, within);
        else {
          within = { min: event.min, max: event.min + event.more };
          state = bounded(state, within);
        }
        expect(state.limit).toBeGreaterThanOrEqual(within.min);
        expect(state.limit).toBeLessThanOrEqual(within.max);
      }
    }),
  );
});
