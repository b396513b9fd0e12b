import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { planSegments } from '@/lib/media/segments/plan-segments';
import type { FrameSpan, SegmentRules } from '@/lib/media/segments/plan-segments';
import { wavOf } from '@/lib/media/segments/wav';
import { sniffMedia } from '@/lib/media/sniff';

/** Frames of 30 ms. */
const RULES: SegmentRules = {
  targetFrames: 400,
  maxFrames: 1_000,
  padFrames: 10,
  minSilenceFrames: 4,
  maxSilenceFrames: 80,
  minVoicedFrames: 1,
  shortFrames: 133,
};

interface Stretch {
  voiced: boolean;
  frames: number;
  level: number;
}

const stretches = fc.array(
  fc.record({
    voiced: fc.boolean(),
    frames: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 2_500 })),
    level: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 40 },
);

function heard(parts: readonly Stretch[]): { voiced: Uint8Array; levels: Float32Array } {
  return {
    voiced: Uint8Array.from(
      parts.flatMap(({ voiced, frames }) => Array<number>(frames).fill(voiced ? 1 : 0)),
    ),
    levels: Float32Array.from(
      parts.flatMap(({ frames, level }) => Array<number>(frames).fill(level)),
    ),
  };
}

const speech = (frames: number): Stretch => ({ voiced: true, frames, level: 0.5 });
const silence = (frames: number): Stretch => ({ voiced: false, frames, level: 0 });

function plan(...parts: Stretch[]): FrameSpan[] {
  return planSegments(heard(parts), RULES);
}

describe('segments of any recording', () => {
  it('hold every voiced frame', () => {
    fc.assert(
      fc.property(stretches, (parts) => {
        const { voiced, levels } = heard(parts);
        const held = new Uint8Array(voiced.length);
        for (const { start, end } of planSegments({ voiced, levels }, RULES)) {
          held.fill(1, start, end);
        }
        expect(voiced.every((voice, index) => voice <= (held[index] ?? 0))).toBe(true);
      }),
    );
  });

  it('are in order, do not overlap and lie within it', () => {
    fc.assert(
      fc.property(stretches, (parts) => {
        const frames = heard(parts);
        let reached = 0;
        for (const { start, end } of planSegments(frames, RULES)) {
          expect(start).toBeGreaterThanOrEqual(reached);
          expect(end).toBeGreaterThan(start);
          reached = end;
        }
        expect(reached).toBeLessThanOrEqual(frames.voiced.length);
      }),
    );
  });

  it('are never longer than allowed', () => {
    fc.assert(
      fc.property(stretches, (parts) => {
        for (const { start, end } of plan(...parts)) {
          expect(end - start).toBeLessThanOrEqual(RULES.maxFrames);
        }
      }),
    );
  });

  it('hold no silence that ends a segment', () => {
    fc.assert(
      fc.property(stretches, (parts) => {
        const { voiced, levels } = heard(parts);
        for (const { start, end } of planSegments({ voiced, levels }, RULES)) {
          const text = voiced.subarray(start, end).join('');
          const longest = Math.max(...text.split('1').map((silent) => silent.length));
          expect(longest).toBeLessThan(RULES.maxSilenceFrames);
          expect(text).toContain('1');
        }
      }),
    );
  });

  it('cut inside speech only when it goes on for longer than a segment may be', () => {
    fc.assert(
      fc.property(stretches, (parts) => {
        const { voiced, levels } = heard(parts);
        for (const { end } of planSegments({ voiced, levels }, RULES)) {
          if (voiced[end - 1] !== 1 || voiced[end] !== 1) continue;
          const text = voiced.join('');
          const pause = '0'.repeat(RULES.minSilenceFrames);
          const from = text.lastIndexOf(pause, end);
          const to = text.indexOf(pause, end);
          const spoken = text.slice(
            from === -1 ? 0 : from + pause.length,
            to === -1 ? undefined : to,
          );
          expect(spoken.length).toBeGreaterThan(RULES.maxFrames - 2 * RULES.padFrames);
        }
      }),
    );
  });

  it('are the same each time', () => {
    fc.assert(
      fc.property(stretches, (parts) => {
        expect(plan(...parts)).toEqual(plan(...parts));
      }),
      { numRuns: 30 },
    );
  });
});

describe('segments', () => {
  it('are none in silence', () => {
    expect(plan()).toEqual([]);
    expect(plan(silence(500))).toEqual([]);
  });

  it('leave out a click, but no short word among others', () => {
    const { voiced, levels } = heard([
      silence(90),
      speech(3),
      silence(90),
      speech(100),
      silence(9),
      speech(3),
    ]);
    const spans = planSegments({ voiced, levels }, { ...RULES, minVoicedFrames: 7 });
    expect(spans).toEqual([{ start: 173, end: 295 }]);
  });

  it('keep a little silence around what was said', () => {
    expect(plan(silence(50), speech(100), silence(50))).toEqual([{ start: 40, end: 160 }]);
    expect(plan(silence(3), speech(100), silence(2))).toEqual([{ start: 0, end: 105 }]);
  });

  it('end at a short silence once they are long enough', () => {
    const spans = plan(speech(300), silence(10), speech(150), silence(10), speech(300));
    expect(spans).toEqual([
      { start: 0, end: 465 },
      { start: 465, end: 770 },
    ]);
  });

  it('end at a long silence though they are short', () => {
    expect(plan(speech(200), silence(100), speech(200))).toHaveLength(2);
  });

  it('take a short rest along rather than leave it alone', () => {
    expect(plan(speech(450), silence(10), speech(60))).toEqual([{ start: 0, end: 520 }]);
  });

  it('are cut where it is most quiet when nobody pauses', () => {
    const breath: Stretch = { voiced: true, frames: 5, level: 0.01 };
    const spans = plan(speech(600), breath, speech(700));
    expect(spans).toHaveLength(2);
    expect(spans[0]?.end).toBeGreaterThanOrEqual(600);
    expect(spans[0]?.end).toBeLessThanOrEqual(605);
  });
});

describe('the WAV of a segment', () => {
  it('holds the samples after a header that says what they are', async () => {
    const wav = wavOf(Int16Array.from([0, 1, -1, 32_767, -32_768]), 16_000);
    const view = new DataView(wav.buffer);
    expect(await sniffMedia(wav)).toMatchObject({ mediaType: 'audio/wav' });
    expect(view.getUint32(24, true)).toBe(16_000);
    expect(view.getUint32(40, true)).toBe(10);
    const samples = [0, 2, 4, 6, 8].map((at) => view.getInt16(44 + at, true));
    expect(samples).toEqual([0, 1, -1, 32_767, -32_768]);
  });
});
