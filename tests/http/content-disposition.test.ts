import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { inlineDisposition } from '@/lib/http/content-disposition';
import { cleanFileName } from '@/lib/media/uploads/file-name';

describe('inlineDisposition', () => {
  it('keeps the person’s name for who saves the file', () => {
    expect(inlineDisposition('Réunion 1.webm')).toBe(
      `inline; filename="R_union 1.webm"; filename*=UTF-8''R%C3%A9union%201.webm`,
    );
  });

  it('makes a header of every name, and the name comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const value = inlineDisposition(name);
        expect(() => new Headers({ 'Content-Disposition': value })).not.toThrow();
        expect(value.match(/"/g)).toHaveLength(2);
        const encoded = value.split("UTF-8''")[1] ?? '';
        expect(decodeURIComponent(encoded)).toBe(name.replaceAll(/\p{Surrogate}/gu, '_'));
      }),
    );
  });
});

describe('cleanFileName', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Temp\\a.wav', 'a.wav'],
    ['', 'recording'],
    [null, 'recording'],
    ['a\u202Egpj.wav', 'agpj.wav'],
    ['line\nbreak.wav', 'linebreak.wav'],
  ])('shows %j as %s', (name, shown) => {
    expect(cleanFileName(name)).toBe(shown);
  });

  it('answers a name that every transcription takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const clean = cleanFileName(name);
        expect(clean.trim()).toBe(clean);
        expect(clean.length).toBeGreaterThanOrEqual(1);
        expect(clean.length).toBeLessThanOrEqual(200);
        expect(clean).not.toMatch(/[/\\\p{Cc}\p{Surrogate}]/u);
      }),
    );
  });
});
