import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { describe, expect, inject, it } from 'vitest';

/** What a bare page of this Next release loads, gzip, without the script for browsers of before 2018. */
const BARE_NEXT = 132_000;
/** What the library may add to it. */
const BUDGET = 180_000;

describe('the first load of the library', () => {
  it('is at most 180 KB of JavaScript over a bare page', async () => {
    const scripts = await scriptsOf('/library');
    const sizes = await Promise.all(scripts.map(gzipSize));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(scripts.length).toBeGreaterThan(3);
    expect(total).toBeGreaterThan(BARE_NEXT / 2);
    expect(total - BARE_NEXT, `${String(total)} bytes in all`).toBeLessThanOrEqual(BUDGET);
  });

  it('leaves the Firebase SDKs for later', async () => {
    const scripts = await scriptsOf('/library');
    const sources = await Promise.all(scripts.map((script) => get(script)));
    expect(sources.some((source) => source.includes('identitytoolkit.googleapis.com'))).toBe(false);
    expect(sources.some((source) => source.includes('firestore.googleapis.com'))).toBe(false);
  });

  it('leaves charts and exporters for those who ask for them', async () => {
    const marks = ['recharts-wrapper', 'word/document.xml'];
    const chunks = await readdir('.next/static/chunks', { recursive: true });
    const built = await Promise.all(
      chunks
        .filter((name) => name.endsWith('.js'))
        .map((name) => readFile(path.join('.next/static/chunks', name), 'utf8')),
    );
    const first = await Promise.all((await scriptsOf('/library')).map((script) => get(script)));
    for (const mark of marks) {
      expect(
        built.some((source) => source.includes(mark)),
        mark,
      ).toBe(true);
      expect(
        first.some((source) => source.includes(mark)),
        mark,
      ).toBe(false);
    }
  });
});

/** The scripts that a page's HTML names. */
async function scriptsOf(page: string): Promise<string[]> {
  const html = await get(page);
  const tags = html.match(/<script\b[^>]*>/g) ?? [];
  return tags
    .filter((tag) => !/\bnoModule\b/i.test(tag))
    .flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []);
}

async function get(address: string): Promise<string> {
  const response = await fetch(new URL(address, inject('stack').url));
  expect(response.status, address).toBe(200);
  return response.text();
}

async function gzipSize(address: string): Promise<number> {
  return gzipSync(await get(address), { level: 9 }).length;
}
