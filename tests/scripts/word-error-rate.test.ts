import { expect, it } from 'vitest';

import { wordErrorRate } from '@/scripts/demo/word-error-rate';

it.each([
  ['Good morning, everyone!', 'good morning everyone', 0],
  ['one two three four', 'one too three four', 1 / 4],
  ['one two three four', 'one three four', 1 / 4],
  ['one two three four', 'one two and three four', 1 / 4],
  ['one two', '', 1],
])('holds %j against %j', (truth, heard, rate) => {
  expect(wordErrorRate(truth, heard)).toBe(rate);
});
