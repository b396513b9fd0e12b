import fc from 'fast-check';
import { expect, it } from 'vitest';

import { resolveCitations, withoutMarkers } from '@/lib/work/text/citations';
import { textSource } from './meeting';

const { passages } = textSource(['Alpha.', 'Beta.', 'Gamma.', 'Delta.', 'Epsilon.', 'Zeta.']);

it.each([
  ['one', 'It is so [2].', 'It is so [1].', [1]],
  ['two at once', 'So [2, 4].', 'So [1][2].', [1, 3]],
  ['a range', 'So [2-4].', 'So [1][2][3].', [1, 2, 3]],
  ['the same again', 'So [4]. And [2]. And [4].', 'So [1]. And [2]. And [1].', [3, 1]],
  ['one twice in a row', 'So [4][4].', 'So [1].', [3]],
  ['one that does not exist', 'So [9]. And [1].', 'So. And [1].', [0]],
  ['none but such', 'So [9] [10].', 'So.', []],
  ['a footnote', 'So [^3].', 'So [1].', [2]],
  ['a lenticular one', 'So【3】.', 'So[1].', [2]],
  ['one still growing', 'So [1] and [', 'So [1] and', [0]],
])('resolves %s', (_, answer, text, segments) => {
  const resolved = resolveCitations(answer, passages);
  expect(resolved.text).toBe(text);
  expect(resolved.citations.map(({ segment }) => segment)).toEqual(segments);
});

it('knows only the passages that were shown', () => {
  const shown = passages.slice(3);
  expect(resolveCitations('So [1], so [4].', shown)).toMatchObject({
    text: 'So, so [1].',
    citations: [{ segment: 3, quote: 'Delta.' }],
  });
});

it('leaves no marker without a citation, whatever a model writes', () => {
  const piece = fc.oneof(
    fc.constantFrom('[', ']', '[^', '【', '】', ',', '-', ' ', '.', 'so', '\n'),
    fc.integer({ min: 0, max: 12 }).map(String),
    fc.integer({ min: 0, max: 12 }).map((n) => `[${String(n)}]`),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const { text, citations } = resolveCitations(pieces.join(''), passages);
      const numbers = [...text.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n));
      for (const n of numbers) expect(citations[n - 1]).toBeDefined();
    }),
    { seed: 13 },
  );
});

it('takes old markers out of earlier answers', () => {
  expect(withoutMarkers('It is late [1], they say [2][3].')).toBe('It is late, they say.');
});
