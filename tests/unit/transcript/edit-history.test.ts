import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  changeText,
  mergeEdits,
  redo,
  startEdits,
  undo,
} from '@/components/transcript/edit-history';
import { retime } from '@/components/transcript/retime';

import { anySegments, spoken } from '../export/sample';

describe('retime', () => {
  const segment = spoken(0, 4, 'the cat sat down');

  it('keeps the times of words that stayed', () => {
    const edited = retime(segment, 'The cat sat still');
    expect(edited.words.map(({ text, start, end }) => [text, start, end])).toEqual([
      ['The', 0, 1],
      ['cat', 1, 2],
      ['sat', 2, 3],
      ['still', 3, 4],
    ]);
    expect(edited.words.map((word) => word.confidence)).toEqual([0.9, 0.9, 0.9, null]);
  });

  it('shares the time of what was replaced among more words', () => {
    const edited = retime(segment, 'the very black dog sat down');
    const [, very, black, dog, sat] = edited.words;
    expect(very?.start).toBe(1);
    expect(dog?.end).toBe(2);
    expect(black?.start).toBeGreaterThan(1);
    expect(sat?.start).toBe(2);
  });

  it('puts an inserted word between its neighbours', () => {
    const edited = retime(segment, 'the cat then sat down');
    expect(edited.words[2]).toMatchObject({ text: 'then', start: 2, end: 2 });
  });

  it('needs no word times', () => {
    expect(retime({ ...segment, words: [] }, ' a  b ')).toEqual({
      ...segment,
      text: 'a b',
      words: [],
    });
  });

  it('leaves a segment that was emptied without words', () => {
    expect(retime(segment, '  ')).toEqual({ ...segment, text: '', words: [] });
  });

  it('gives one word a token, in the order of time, within the segment', () => {
    const phrase = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 12 })
      .map((tokens) => tokens.join(' '));
    fc.assert(
      fc.property(phrase, phrase, (before, after) => {
        const edited = retime(spoken(2, 9, before), after);
        expect(edited.words.map((word) => word.text).join(' ')).toBe(after);
        let clock = 2;
        for (const word of edited.words) {
          expect(word.start).toBeGreaterThanOrEqual(clock - 1e-9);
          expect(word.end).toBeGreaterThanOrEqual(word.start - 1e-9);
          expect(word.end).toBeLessThanOrEqual(9 + 1e-9);
          clock = word.start;
        }
      }),
    );
  });
});

describe('editing', () => {
  const edit = fc.record({ index: fc.nat({ max: 12 }), text: fc.string({ maxLength: 30 }) });

  it('undone to the end is what it was, redone to the end is what it became', () => {
    fc.assert(
      fc.property(anySegments, fc.array(edit, { maxLength: 10 }), (segments, changes) => {
        const start = startEdits(segments);
        const edited = changes.reduce((e, { index, text }) => changeText(e, index, text), start);
        let back = edited;
        while (back.past.length > 0) back = undo(back);
        expect(back.segments).toEqual(segments);
        while (back.future.length > 0) back = redo(back);
        expect(back.segments).toEqual(edited.segments);
      }),
    );
  });

  it('forgets what was undone once something else is written', () => {
    const start = startEdits([spoken(0, 1, 'one')]);
    const other = changeText(undo(changeText(start, 0, 'two')), 0, 'three');
    expect(redo(other)).toBe(other);
  });

  it('does not count a change that changes nothing', () => {
    const start = startEdits([spoken(0, 1, 'one')]);
    expect(changeText(start, 0, ' one ')).toBe(start);
    expect(changeText(start, 7, 'x')).toBe(start);
  });
});

describe('mergeEdits', () => {
  const base = [spoken(0, 1, 'one'), spoken(1, 2, 'two'), spoken(2, 3, 'three')];
  const change = (index: number, text: string) =>
    changeText(startEdits(base), index, text).segments;
  const texts = (segments: readonly { text: string }[] = []) => segments.map(({ text }) => text);

  it('keeps both where they changed different segments', () => {
    const merge = mergeEdits(base, change(0, 'mine'), change(2, 'theirs'));
    expect(texts(merge?.segments)).toEqual(['mine', 'two', 'theirs']);
    expect(merge?.clashes).toEqual([]);
  });

  it('names the segments that both changed, and holds mine there', () => {
    const merge = mergeEdits(base, change(1, 'mine'), change(1, 'theirs'));
    expect(texts(merge?.segments)).toEqual(['one', 'mine', 'three']);
    expect(merge?.clashes).toEqual([1]);
  });

  it('does not guess when the segments are others', () => {
    expect(mergeEdits(base, change(1, 'mine'), base.slice(1))).toBeNull();
  });
});
