import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import { toDocx } from '@/lib/export/docx';
import { markdownToDocx } from '@/lib/export/markdown-docx';
import { printable } from '@/lib/export/xml-text';

import { documentOf, spoken } from './sample';

async function bodyOf(blob: Blob): Promise<string> {
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  return strFromU8(files['word/document.xml'] ?? new Uint8Array());
}

const textOf = (xml: string) =>
  [...xml.matchAll(/<w:t[ >][^<]*|<\/w:p>/gu)]
    .map(([match]) => (match === '</w:p>' ? '\n' : match.replace(/^<w:t[^>]*>/u, '')))
    .join('');

describe('a transcript as a Word document', () => {
  it('holds title, times and words', async () => {
    const xml = await bodyOf(
      await toDocx(documentOf([spoken(0, 2, 'Good morning'), spoken(65, 70, 'Q&A <now>')])),
    );
    const text = textOf(xml);
    expect(text).toContain('Stand-up');
    expect(text).toContain('Good morning');
    expect(text).toContain('1:05');
    expect(text).toContain('Q&amp;A &lt;now&gt;');
    expect(text.indexOf('Good morning')).toBeLessThan(text.indexOf('Q&amp;A'));
  });

  it('drops what XML cannot hold', async () => {
    const xml = await bodyOf(await toDocx(documentOf([spoken(0, 2, 'bell\u0007 half\ud800 end')])));
    expect(textOf(xml)).toContain('bell half end');
  });
});

it('leaves only characters that XML 1.0 allows', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).toBe(printable(printable(text)));
      expect(printable(text)).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u);
    }),
  );
});

describe('Markdown as a Word document', () => {
  const markdown = [
    '# Minutes',
    'We **agreed** on `v2`, see [the plan](https://example.com/plan) or [run](javascript:alert).',
    '- [x] ship',
    '- [ ] rest',
    '1. first',
    '2. second',
    '> quoted',
    '| a | b |\n|---|---|\n| one | two |',
    '<script>alert(1)</script>',
  ].join('\n\n');

  it('keeps headings, emphasis, lists, tables and text', async () => {
    const xml = await bodyOf(await markdownToDocx('Minutes', markdown));
    const text = textOf(xml);
    for (const part of ['Minutes', 'agreed', 'the plan', '☑ ship', '☐ rest', 'second', 'two']) {
      expect(text).toContain(part);
    }
    expect(xml).toContain('w:val="Heading1"');
    expect(xml).toContain('<w:tbl>');
    expect(xml).toContain('<w:b/>');
  });

  it('drops raw HTML and addresses that are not of the web or mail', async () => {
    const blob = await markdownToDocx('Minutes', markdown);
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    const everything = Object.values(files).map((file) => strFromU8(file));
    expect(everything.join('')).not.toContain('alert');
    expect(everything.join('')).toContain('https://example.com/plan');
  });
});
