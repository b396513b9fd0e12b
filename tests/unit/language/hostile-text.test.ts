import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { literal } from '@/lib/models/language/local/markdown';
import { paragraphsOf } from '@/lib/work/text/paragraphs';
import { chunksOf, lengthOf } from '@/lib/work/text/chunks';
import { trimToWords } from '@/lib/models/language/word-count';
import { resolveCitations } from '@/lib/work/text/citations';
import { fenced } from '@/lib/work/text/prompts';
import { safeMarkdown } from '@/lib/work/text/safe-markdown';
import { textSource } from './meeting';

describe('the fence', () => {
  it('never occurs in what it holds', () => {
    const part = fc.constantFrom('=====', ' TEXT', ' TEXT 2', ' TEXT 3', ' =====', '\n', 'words');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const [first = '', ...rest] = fenced('text', text).split('\n');
        expect(text).not.toContain(first);
        expect(rest.at(-1)).toBe(first);
      }),
      { seed: 17 },
    );
  });
});

describe('a model’s Markdown', () => {
  const none = () => false;

  it.each([
    ['a picture', 'See ![secret](https://evil.example/?q=1).', 'See secret.'],
    ['a picture by reference', '![a][b]\n\n[b]: https://evil.example/x', '[a][b]'],
    ['a link', 'See [here](https://evil.example "title").', 'See here.'],
    ['an angle link', 'See <https://evil.example/x>.', 'See .'],
    [
      'a nested link',
      'See [a [b] c](https://evil.example).',
      'See [a [b] c] (https://evil.example).',
    ],
    ['a quoted definition', '> [b]: https://evil.example/x\n\nSo [b].', 'So [b].'],
    ['markers', 'So [1] and [2](x)', 'So [1] and 2'],
    ['a list, code and a table', '- [ ] a\n\n`b`\n\n| c |', '- [ ] a\n\n`b`\n\n| c |'],
  ])('with %s', (_, markdown, safe) => {
    expect(safeMarkdown(markdown, none)).toBe(safe);
  });

  it('keeps links that the source has', () => {
    const link = 'See [the page](https://example.org/a).';
    expect(safeMarkdown(link, (url) => url === 'https://example.org/a')).toBe(link);
  });

  it('never keeps a picture', () => {
    const piece = fc.constantFrom('!', '[', ']', '(', ')', 'x', ' ', '\n', 'https://e.example/');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(safeMarkdown(pieces.join(''), () => true)).not.toMatch(/!\[/);
      }),
      { seed: 19 },
    );
  });
});

it('a quote’s Markdown is escaped wherever it would mean something', () => {
  expect(literal('# *a* [b](c) <d> `e` | 1. x')).toBe(
    String.raw`\# \*a\* \[b\](c) \<d\> \`e\` \| 1. x`,
  );
  expect(literal('1. x')).toBe(String.raw`1\. x`);
});

describe('paragraphs and chunks', () => {
  it('lose no word and stay within their size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.lorem({ maxCount: 80 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('\n', '\n\n', ' '),
        (parts, glue) => {
          const text = parts.join(glue);
          const paragraphs = paragraphsOf(text);
          expect(paragraphs.join(' ').split(/\s+/)).toEqual(text.trim().split(/\s+/));
          for (const paragraph of paragraphs) expect(paragraph.length).toBeLessThanOrEqual(1_500);
          const { passages } = textSource(paragraphs);
          const chunks = chunksOf(passages, 1_500);
          expect(chunks.flat()).toEqual(passages);
          for (const chunk of chunks) expect(lengthOf(chunk)).toBeLessThanOrEqual(1_500);
        },
      ),
      { seed: 23, numRuns: 60 },
    );
  });
});

describe('what is made to take for ever', () => {
  // A pattern that backtracks needs minutes for these; the test's time limit is what fails then.
  it.each(['[', '![', '!', '[1', '[1,', '[x](', '](', '<https:', ' ', '[ ', '> ', '[x]: '])(
    'is done soon: %j a hundred thousand times',
    (piece) => {
      const text = piece.repeat(100_000);
      const safe = safeMarkdown(text, () => false);
      expect(resolveCitations(`${safe}x`, []).citations).toEqual([]);
      expect(trimToWords(text, 10).length).toBeLessThanOrEqual(text.length + 1);
    },
  );
});
