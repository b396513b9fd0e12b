import { describe, expect, it } from 'vitest';

import { measuredFeedback, measureAnswer } from '@/lib/models/language/local/interview';
import type { TextSource } from '@/lib/models/language/text-engine';

const spoken = (text: string, seconds: number): TextSource => ({
  kind: 'transcript',
  language: 'en',
  passages: [{ index: 0, text, start: 0, end: seconds, words: [] }],
});

const never = new AbortController().signal;

describe('feedback that is counted', () => {
  it('finds which points an answer mentions, in other forms of their words, too', async () => {
    const answer = spoken(
      'We restored the service first, and then I communicated with all of our users about it.',
      8,
    );
    const { points } = await measureAnswer(
      answer,
      ['Restore the service first', 'Communicate with users', 'Write a review without blame'],
      never,
    );
    expect(points.map(({ covered }) => covered)).toEqual([true, true, false]);
  });

  it('counts words, pace and fillers, and says only what it counted', async () => {
    const measures = await measureAnswer(
      spoken('Um I think you know the answer is basically a queue.', 6),
      [],
      never,
    );
    expect(measures).toMatchObject({ words: 11, wordsPerMinute: 110, fillers: 3 });
    const text = measuredFeedback(measures);
    expect(text).toContain('3 were heard');
    expect(text).toContain('110 words a minute, an even pace');
    expect(text).not.toContain('Content');
  });

  it('has no pace for a text that was written', async () => {
    const written: TextSource = {
      kind: 'text',
      language: 'en',
      passages: [{ index: 0, text: 'A queue.', start: null, end: null, words: [] }],
    };
    expect((await measureAnswer(written, [], never)).wordsPerMinute).toBeNull();
  });
});
