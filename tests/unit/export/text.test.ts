import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { exportFileName } from '@/lib/export/file-name';
import { toJson } from '@/lib/export/json';
import { toTxt } from '@/lib/export/txt';

import { anySegments, documentOf, spoken } from './sample';

describe('plain text', () => {
  const document = documentOf([spoken(0, 2, 'Good morning'), spoken(65, 70, 'Let us\nstart')]);

  it('has a paragraph a segment', () => {
    expect(toTxt(document)).toBe('Good morning\n\nLet us start\n');
  });

  it('has times when they are wanted', () => {
    expect(toTxt(document, { times: true })).toBe('[0:00] Good morning\n\n[1:05] Let us start\n');
  });

  it('is empty when nothing was said', () => {
    expect(toTxt(documentOf([]))).toBe('');
  });
});

it('JSON gives back every segment and word as they are', () => {
  fc.assert(
    fc.property(anySegments, (segments) => {
      const read = JSON.parse(toJson(documentOf(segments))) as { segments: unknown };
      expect(read.segments).toEqual(JSON.parse(JSON.stringify(segments)));
    }),
  );
});

describe('exportFileName', () => {
  it.each([
    ['Weekly meeting.m4a', 'srt', 'Weekly meeting.srt'],
    ['../../etc/passwd', 'txt', 'etc passwd.txt'],
    ['..', 'txt', 'transcript.txt'],
    ['a<b>:"c"|d?*', 'vtt', 'a b c d.vtt'],
    ['invoice\u202Efdp.exe', 'docx', 'invoice fdp.docx'],
    ['', 'json', 'transcript.json'],
  ])('saves %j as %s under %j', (title, extension, name) => {
    expect(exportFileName(title, extension)).toBe(name);
  });

  it('never leaves its folder and never grows long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const name = exportFileName(title, 'txt');
        expect(name).toMatch(/^[^.\\/][^\\/]*\.txt$/u);
        expect(Array.from(name).length).toBeLessThanOrEqual(84);
      }),
    );
  });
});
