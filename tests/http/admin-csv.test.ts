import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { csvLine } from '@/lib/http/admin/csv';

/** Reads one line as RFC 4180 says. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (let rest = `,${line.slice(0, -2)}`; rest !== '';) {
    const [whole, quoted, bare = ''] = /^,(?:"((?:[^"]|"")*)"|([^,"]*))/.exec(rest) ?? [rest];
    cells.push(quoted?.replaceAll('""', '"') ?? bare);
    rest = rest.slice(whole.length);
  }
  return cells;
}

describe('a line of CSV', () => {
  it('is read back as it was, but for the apostrophes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const read = cellsOf(csvLine(texts));
        expect(read).toEqual(texts.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)));
      }),
    );
  });

  it('never begins a cell as a formula does', () => {
    const formula = fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string())
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(formula, (text) => {
        expect(cellsOf(csvLine([text, 'x']))[0]).toBe(`'${text}`);
      }),
    );
  });

  it('writes numbers as they are, and nothing for null', () => {
    expect(csvLine([-1.5, 0, true, null, 'a,b'])).toBe('-1.5,0,true,,"a,b"\r\n');
  });
});
