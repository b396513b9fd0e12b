import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ChatMessage } from '@/lib/jobs/kinds/chat';
import { analyse } from '@/lib/models/language/local/analysis';
import { extractAnswer } from '@/lib/models/language/local/answer';
import { bare, MEETING, SPOKEN, spokenSource, textSource } from './meeting';

const written = await analyse(textSource(MEETING));
const spoken = await analyse(spokenSource(SPOKEN));
const ask = (question: string, history: ChatMessage[] = [], analysis = written) =>
  extractAnswer(analysis, { question, history });

describe.each([
  ['written', written, MEETING],
  ['recognised', spoken, SPOKEN],
] as const)('over a %s meeting', (_, analysis, source) => {
  it.each([
    ['What caused the crash?', 'cause is the new image cache'],
    ['When is the next meeting?', 'next Tuesday at ten'],
    ['How much budget was approved?', 'forty thousand dollars'],
    ['Who will fix the image cache?', 'I will write a fix'],
    ['What happened with the Spanish translation?', 'is late'],
    ['Why was the conference dropped?', 'eighteen thousand dollars'],
    ['How many customers did the video ads bring?', 'six hundred'],
    ['When are the interviews?', 'twelfth of October'],
    ['What is the fee for the booth?', 'two thousand dollars'],
    ['Which devices are used for testing?', 'five oldest devices'],
  ])('“%s” finds “%s”', (question, words) => {
    const { found, answer, citations } = ask(question, [], analysis);
    expect(found).toBe(true);
    expect(bare(answer)).toContain(bare(words));
    expect(citations.length).toBeGreaterThan(0);
  });

  it.each([
    'What is the capital of France?',
    'Did they discuss salaries?',
    'Who is the chief executive?',
    'What is the weather like?',
    'Which football club won?',
  ])('“%s” is not answered', (question) => {
    const { found, answer, citations } = ask(question, [], analysis);
    expect(found).toBe(false);
    expect(citations).toEqual([]);
    expect(answer).toMatch(/^I found no passage.*It mentions most: .*video ads/);
  });

  it('every citation is a passage of the source, and every marker a citation', () => {
    const { answer, citations } = ask('Why was the conference dropped?', [], analysis);
    for (const { segment, quote } of citations) expect(source[segment]).toContain(quote);
    const markers = [...answer.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n));
    expect(markers).toEqual(citations.map((_, i) => i + 1));
  });
});

it('cites the times of a recording', () => {
  const [first] = ask('How much budget was approved?', [], spoken).citations;
  expect(first).toMatchObject({ segment: 6, start: 60, end: 70 });
});

it('gives an overview when that is asked', () => {
  const { found, answer, citations } = ask('What was this meeting about?');
  expect(found).toBe(true);
  expect(citations.length).toBeGreaterThanOrEqual(3);
  expect(answer).toContain('drop the conference');
});

it('gives what is to be done when that is asked', () => {
  const { answer } = ask('What are the next steps?');
  expect(answer).toContain('write a fix for the image cache');
  expect(answer).toContain('cancel the booth reservation');
});

it('understands a follow-up by what was asked before', () => {
  const history: ChatMessage[] = [
    { role: 'user', content: 'Who fixes the image cache?' },
    { role: 'assistant', content: 'Carla does.' },
  ];
  expect(ask('And by when?', history).answer).toContain('by Wednesday');
});

it('answers a new question as if nothing had been asked before', () => {
  const history: ChatMessage[] = [
    { role: 'user', content: 'Which volcano erupted in Iceland?' },
    { role: 'assistant', content: 'I found no passage that answers this.' },
  ];
  const question = 'Who found the three candidates?';
  expect(ask(question, history)).toEqual(ask(question));
});

it('forgives the letters that a recogniser got wrong', async () => {
  const misheard = await analyse(spokenSource(['the translashion into spanish is still late']));
  expect(ask('What about the translation into Spanish?', [], misheard).found).toBe(true);
});

it('never throws and cites only what there is, whatever is asked of whatever', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 120 }), { maxLength: 5 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
      async (passages, question) => {
        const analysis = await analyse(textSource(passages));
        const { citations, found } = extractAnswer(analysis, { question, history: [] });
        expect(found).toBe(citations.length > 0);
        for (const { segment } of citations) expect(passages[segment]).toBeDefined();
      },
    ),
    { numRuns: 150, seed: 11 },
  );
});
