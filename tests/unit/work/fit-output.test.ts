import { describe, expect, it } from 'vitest';

import { transcriptionKind, type TranscriptionOutput } from '@/lib/jobs/kinds/transcription';
import { PAYLOAD_LIMIT } from '@/lib/jobs/payload-limit';
import { fitOutput } from '@/lib/work/transcription/fit-output';

const WORDS_A_MINUTE = 160;

/** What is heard in so many hours of speech, a segment of 40 words after the other. */
function hours(count: number): TranscriptionOutput {
  const segments = Array.from({ length: (count * 60 * WORDS_A_MINUTE) / 40 }, (_, index) => {
    const start = index * 15;
    const words = Array.from({ length: 40 }, (__, at) => ({
      text: 'recording',
      start: Number((start + at * 0.37).toFixed(2)),
      end: Number((start + at * 0.37 + 0.31).toFixed(2)),
      confidence: 0.87,
    }));
    const text = words.map((word) => word.text).join(' ');
    return { text, start, end: start + 15, words };
  });
  const text = segments.map((segment) => segment.text).join(' ');
  const engine = { provider: 'openai', model: 'whisper-1', local: false, note: null };
  return { text, language: 'en', duration: count * 3_600, segments, engine, mediaKept: false };
}

describe('the output of a long recording', () => {
  it('is kept as it is while it fits', () => {
    const output = hours(1);
    expect(fitOutput(output)).toBe(output);
  });

  it('keeps all of its text at the longest that is taken, without the times of words, and says so', () => {
    const output = hours(4);
    expect(JSON.stringify(output).length).toBeGreaterThan(PAYLOAD_LIMIT);
    const fitted = fitOutput(output);
    expect(JSON.stringify(fitted).length).toBeLessThanOrEqual(PAYLOAD_LIMIT);
    expect(fitted.text).toBe(output.text);
    expect(fitted.segments.map(({ text, start }) => ({ text, start }))).toEqual(
      output.segments.map(({ text, start }) => ({ text, start })),
    );
    expect(fitted.engine.note).toContain('times of single words were left out');
    expect(transcriptionKind.output.parse(fitted)).toEqual(fitted);
  });
});
