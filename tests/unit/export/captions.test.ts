import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cuesFrom } from '@/lib/export/cues';
import { toSrt } from '@/lib/export/srt';
import { toVtt } from '@/lib/export/vtt';

import { anySegments, documentOf, spoken } from './sample';

const squeeze = (text: string) => text.replace(/\s+/gu, '');

/** Reads SubRip back: number, times, text. */
function parseSrt(text: string) {
  const time = (written: string) => {
    const [, h, m, s, ms] = /^(\d{2,}):(\d\d):(\d\d),(\d{3})$/u.exec(written) ?? [];
    return Number(h) * 3600 + Number(m) * 60 + Number(s) + Number(ms) / 1000;
  };
  return text
    .split(/\n\n/u)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const [number, times = '', ...lines] = block.replace(/\n$/u, '').split('\n');
      const [start = '', end = ''] = times.split(' --> ');
      return { number: Number(number), start: time(start), end: time(end), lines };
    });
}

describe('SubRip', () => {
  it('numbers captions from one and writes their times', () => {
    const srt = toSrt(
      documentOf([spoken(0, 1.5, 'Good morning'), spoken(2, 3.25, 'Let us start')]),
    );
    expect(srt).toBe(
      '1\n00:00:00,000 --> 00:00:01,500\nGood morning\n\n2\n00:00:02,000 --> 00:00:03,250\nLet us start\n',
    );
  });

  it('cuts a long segment at words into captions of two readable lines', () => {
    const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    const cues = parseSrt(toSrt(documentOf([spoken(0, 40, text)])));
    expect(cues.length).toBeGreaterThan(4);
    for (const cue of cues) {
      expect(cue.lines.length).toBeLessThanOrEqual(2);
      expect(cue.end - cue.start).toBeLessThanOrEqual(7.001);
    }
    expect(cues.flatMap((cue) => cue.lines).join(' ')).toBe(text);
  });

  it('does not let spoken arrows or line ends pass for its own syntax', () => {
    const srt = toSrt(documentOf([spoken(0, 2, 'go 00:00 --> 00:01\n\n2\nthere')]));
    expect(srt.match(/-->/gu)).toHaveLength(1);
    expect(parseSrt(srt)).toHaveLength(1);
  });

  it('is empty for a transcript without words', () => {
    expect(toSrt(documentOf([spoken(0, 1, ' ')]))).toBe('');
  });

  it('round trip: every caption in order, none overlapping, no letter lost', () => {
    fc.assert(
      fc.property(anySegments, (segments) => {
        const cues = parseSrt(toSrt(documentOf(segments)));
        cues.forEach((cue, index) => {
          expect(cue.number).toBe(index + 1);
          expect(cue.end).toBeGreaterThan(cue.start);
          expect(cue.start).toBeGreaterThanOrEqual((cues[index - 1]?.end ?? 0) - 0.0011);
        });
        const written = squeeze(cues.flatMap((cue) => cue.lines).join(''));
        const said = squeeze(segments.map((segment) => segment.text).join(' '));
        expect(written).toBe(squeeze(said.replaceAll('-->', '->')));
      }),
    );
  });
});

describe('WebVTT', () => {
  it('starts with its signature and escapes what is its own syntax', () => {
    const vtt = toVtt(documentOf([spoken(0, 2, 'Tom & <b>Jerry</b> --> end')], 'a --> b'));
    expect(vtt).toBe(
      'WEBVTT - a -> b\n\n1\n00:00:00.000 --> 00:00:02.000\nTom &amp; &lt;b&gt;Jerry&lt;/b&gt; --&gt; end\n',
    );
  });

  it('has one arrow a caption whatever was said', () => {
    fc.assert(
      fc.property(anySegments, fc.string(), (segments, title) => {
        const vtt = toVtt(documentOf(segments, title));
        const arrows = vtt.match(/-->/gu)?.length ?? 0;
        expect(arrows).toBe(cuesFrom(segments).length);
        expect(vtt.startsWith('WEBVTT')).toBe(true);
        expect(vtt).not.toMatch(/\n{3,}/u);
      }),
    );
  });
});
