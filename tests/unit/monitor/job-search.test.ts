import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  EVERY_JOB,
  isRestricted,
  type JobSearch,
  REACHES,
  searchFromParams,
  searchToParams,
  searchToQuery,
} from '@/components/monitor/jobs/job-search';
import { PRIORITIES } from '@/lib/jobs/priority';
import { QUEUE_NAMES } from '@/lib/jobs/queues';
import { JOB_STATES } from '@/lib/jobs/state';

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const moment = orNull(fc.integer({ min: 0, max: 4_000_000_000_000 }));

const search: fc.Arbitrary<JobSearch> = fc
  .record({
    id: orNull(word),
    userId: orNull(word),
    kinds: fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/), { maxLength: 4 }),
    queue: orNull(fc.constantFrom(...QUEUE_NAMES)),
    states: fc.subarray([...JOB_STATES]),
    errorCode: orNull(word),
    priority: orNull(fc.constantFrom(...PRIORITIES)),
    text: orNull(word),
    within: orNull(fc.constantFrom('15m', '1h', '24h', '7d')),
    from: moment,
    to: moment,
  })
  .map((made) => (made.within === null ? made : { ...made, from: null, to: null }));

describe('a search in the address', () => {
  it('comes back from the address as it went in', () => {
    fc.assert(
      fc.property(search, (made) => {
        const address = searchToParams(made).toString();
        expect(searchFromParams(new URLSearchParams(address))).toEqual(made);
      }),
    );
  });

  it('reads any address, and writes it the same way again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
        const once = searchToParams(searchFromParams(new URLSearchParams(pairs))).toString();
        const twice = searchToParams(searchFromParams(new URLSearchParams(once))).toString();
        expect(twice).toBe(once);
      }),
    );
  });

  it('ignores what it does not understand, so that an old link still opens', () => {
    const params = new URLSearchParams(
      'state=failed&state=lost&queue=gone&priority=now&from=yesterday&within=1y&kind=No!',
    );
    expect(searchFromParams(params)).toEqual({ ...EVERY_JOB, states: ['failed'] });
  });

  it('is empty for every job', () => {
    expect(searchToParams(EVERY_JOB).toString()).toBe('');
    expect(isRestricted(EVERY_JOB)).toBe(false);
  });
});

describe('a search as it is asked', () => {
  it('counts "the last hour" back from now', () => {
    const query = searchToQuery({ ...EVERY_JOB, within: '1h' }, 7_200_000);
    expect(query.get('from')).toBe(new Date(7_200_000 - REACHES['1h'].ms).toISOString());
    expect(query.has('within')).toBe(false);
  });
});
