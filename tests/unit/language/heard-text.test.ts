import fc from 'fast-check';
import { expect, it } from 'vitest';

import { languageTag } from '@/lib/models/speech/cloud/language-tag';
import { plausibleText, withoutLoops } from '@/lib/models/speech/cloud/plausible';
import { costOf } from '@/lib/models/language/prices';

it.each([
  ['en', 'en'],
  ['EN_us', 'en-US'],
  ['english', 'en'],
  ['Chinese', 'zh'],
  ['und', null],
  ['no idea', null],
  ['', null],
  [undefined, null],
])('reads %j as the language %j', (said, tag) => {
  expect(languageTag(said)).toBe(tag);
});

it('leaves alone what people say more than once', () => {
  const said = 'no no no no, I said no, very very good, ha ha ha ha';
  expect(withoutLoops(said)).toBe(said);
});

it('cuts loops of a word and of a phrase', () => {
  expect(withoutLoops(`go ${'la '.repeat(30)}stop`)).toBe('go la la stop');
  expect(withoutLoops(`so ${'and then he said '.repeat(9)}stop`)).toBe(
    'so and then he said and then he said stop',
  );
});

it('never makes a text longer, and is settled after one go', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c d'), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(words, (list) => {
      const once = withoutLoops(list.join(' '));
      expect(once.length).toBeLessThanOrEqual(list.join(' ').length);
    }),
    { seed: 37 },
  );
});

it('takes punctuation alone for silence', () => {
  expect(plausibleText(' … - ', 3, 'Acme')).toBe('');
});

it('knows the price of a call, or says that it does not', () => {
  const call = {
    provider: 'google',
    model: 'gemini-2.5-flash',
    inputTokens: 1_000_000 / 10,
    outputTokens: 10_000,
  };
  expect(costOf(call)).toBeCloseTo(0.055);
  expect(costOf({ ...call, audio: true })).toBeCloseTo(0.125);
  expect(costOf({ ...call, inputTokens: 300_000 })).toBeNull();
  expect(costOf({ ...call, model: 'unheard-of' })).toBeNull();
});
