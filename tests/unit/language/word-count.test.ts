import fc from 'fast-check';
import { expect, it } from 'vitest';

import { countWords, trimToWords } from '@/lib/models/language/word-count';

it.each([
  ['', 0],
  ['— … ***', 0],
  ["It's 2.5 percent, well-known.", 4],
  ['## A title\n\n- one\n- two', 4],
  ['我们明天开会', 3],
])('counts %j as %i', (text, words) => {
  expect(countWords(text)).toBe(words);
});

it('leaves alone what is short enough', () => {
  expect(trimToWords(' One two. ', 2)).toBe('One two.');
});

it('stops at the end of a sentence', () => {
  expect(trimToWords('One two three. Four five six. Seven eight nine ten.', 8)).toBe(
    'One two three. Four five six.',
  );
});

it('stops at the end of a line', () => {
  expect(trimToWords('- one two three\n- four five six\n- seven eight', 7)).toBe(
    '- one two three\n- four five six',
  );
});

it('stops within a sentence, and shows it, rather than throw most of the text away', () => {
  expect(trimToWords('Short. Then one very long sentence that goes on and on', 6)).toBe(
    'Short. Then one very long sentence…',
  );
});

it('never has more words than allowed, and is a beginning of the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.lorem({ maxCount: 60 }),
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.constant('会议纪要今天开始'),
      ),
      fc.integer({ min: 1, max: 40 }),
      (text, limit) => {
        const trimmed = trimToWords(text, limit);
        expect(countWords(trimmed)).toBeLessThanOrEqual(limit);
        expect(text.trim().startsWith(trimmed.replace(/…$/, ''))).toBe(true);
      },
    ),
    { seed: 5 },
  );
});
