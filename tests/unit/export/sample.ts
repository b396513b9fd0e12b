import fc from 'fast-check';

import type { TranscriptDocument } from '@/lib/export/transcript-document';
import type { Segment } from '@/lib/jobs/kinds/transcription';

/** A segment whose words share its time evenly. */
export function spoken(start: number, end: number, text: string): Segment {
  const tokens = text.split(' ');
  const step = (end - start) / tokens.length;
  const words = tokens.map((token, index) => ({
    text: token,
    start: start + step * index,
    end: start + step * (index + 1),
    confidence: 0.9,
  }));
  return { text, start, end, words };
}

export function documentOf(segments: readonly Segment[], title = 'Stand-up'): TranscriptDocument {
  return {
    title,
    language: 'en',
    duration: segments.at(-1)?.end ?? 0,
    segments,
    engine: { provider: 'local', model: 'pocketsphinx', local: true, note: null },
    createdAt: '2026-11-22T06:00:00.000Z',
  };
}

/** Segments in the order of time with any text at all, some with word times. */
export const anySegments: fc.Arbitrary<Segment[]> = fc
  .array(
    fc.record({
      gap: fc.double({ min: 0, max: 5, noNaN: true }),
      length: fc.double({ min: 0, max: 30, noNaN: true }),
      text: fc.string({ unit: 'grapheme', maxLength: 200 }),
      timed: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((drafts) => {
    let clock = 0;
    return drafts.map(({ gap, length, text, timed }) => {
      const start = clock + gap;
      clock = start + length;
      return timed && text.trim() !== ''
        ? spoken(start, clock, text)
        : { text, start, end: clock, words: [] };
    });
  });
