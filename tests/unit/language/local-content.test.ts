import fc from 'fast-check';
import { expect, it } from 'vitest';

import { analyse } from '@/lib/models/language/local/analysis';
import { extractContent } from '@/lib/models/language/local/content';
import { countWords } from '@/lib/models/language/word-count';
import { MEETING, SPOKEN, spokenSource, textSource } from './meeting';

const written = await analyse(textSource(MEETING));
const spoken = await analyse(spokenSource(SPOKEN));
const order = (type: string, maxWords: number, prompt = '') => ({
  prompt,
  contentTypeId: type.toLowerCase().replaceAll(' ', '-'),
  contentTypeName: type,
  contentCategory: 'general',
  maxWords,
});

it('lays an e-mail out as one', () => {
  const email = extractContent(written, order('Follow-up e-mail', 150));
  expect(email).toMatch(/^\*\*Subject:\*\* Video ads, /);
  expect(email).toContain('**Main points**');
  expect(email).toContain('We decided to drop the conference');
  expect(email).toMatch(/\*Sentences taken from the source, word for word\.\*$/);
});

it('lays an article out as one', () => {
  const article = extractContent(written, order('Blog article', 300));
  expect(article.match(/^#+ .*$/gm)).toEqual([
    expect.stringMatching(/^# Video ads/),
    '## Main points',
    '## Also said',
  ]);
});

it('lays a post out as a few paragraphs without headings', () => {
  const post = extractContent(written, order('LinkedIn post', 80));
  expect(post).not.toMatch(/^#|^- /m);
});

it('prefers what the person asks for', () => {
  const about = extractContent(written, order('Social post', 40, 'the Spanish translation'));
  expect(about).toContain('Spanish');
  expect(extractContent(written, order('Social post', 40))).not.toContain('Spanish');
});

it('never has more words than were ordered', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 600 }),
      fc.constantFrom('E-mail', 'Tweet', 'Article', 'Anything'),
      fc.constantFrom(written, spoken),
      (maxWords, type, analysis) => {
        const words = countWords(extractContent(analysis, order(type, maxWords)));
        expect(words).toBeGreaterThan(0);
        expect(words).toBeLessThanOrEqual(maxWords);
      },
    ),
    { numRuns: 120, seed: 3 },
  );
});

it('says so when there is nothing to take', async () => {
  const empty = await analyse(textSource(['- a', '- b']));
  expect(extractContent(empty, order('Article', 20))).toMatch(/^There is nothing/);
});
