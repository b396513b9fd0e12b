import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ERROR_CLASSES, JobError, type ErrorClass } from '@/lib/jobs/error';
import { isPassing, mostHopeful } from '@/lib/models/classify/most-hopeful';

describe('the most hopeful of several errors', () => {
  const error = (errorClass: ErrorClass, retryAfterMs?: number) =>
    new JobError(errorClass, errorClass, 'Words.', { retryAfterMs });

  it('is none of none', () => {
    expect(mostHopeful([])).toBeUndefined();
  });

  it('passes by itself if any does, and waits for the soonest', () => {
    const anyErrors = fc.array(
      fc.tuple(
        fc.constantFrom(...ERROR_CLASSES),
        fc.option(fc.integer({ min: 0, max: 1e6 }), { nil: undefined }),
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(anyErrors, (list) => {
        const errors = list.map(([errorClass, wait]) => error(errorClass, wait));
        const best = mostHopeful(errors);
        const passing = errors.filter(isPassing);
        expect(best && isPassing(best)).toBe(passing.length > 0);
        const waits = passing.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
        if (waits.length > 0) expect(best?.retryAfterMs).toBe(Math.min(...waits));
      }),
      { seed: 31 },
    );
  });
});
