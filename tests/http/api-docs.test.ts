import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

import { ApiReference } from '@/app/api-docs/api-reference';
import { openApiDocument } from '@/lib/http/openapi/document';
import { OPERATIONS } from '@/lib/http/operations';
import { PROBLEM_CODES, problemTypeUri } from '@/lib/http/problem-types';

const html = renderToStaticMarkup(createElement(ApiReference, { document: openApiDocument() }));
const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

describe('the page of the API', () => {
  it('explains every operation, in words and with its address', () => {
    for (const { id, summary, path } of OPERATIONS) {
      expect(ids).toContain(id);
      expect(html).toContain(summary);
      expect(html).toContain(path);
    }
  });

  it('is where every problem’s type points to', () => {
    for (const code of PROBLEM_CODES) {
      expect(ids).toContain(problemTypeUri(code).replace('/api-docs#', ''));
    }
  });

  it('has no link to a place that is not there, and no place twice', () => {
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets.length).toBeGreaterThan(OPERATIONS.length);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has one first heading, and skips no level', () => {
    const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  it('needs no script and no style of its own', () => {
    expect(html).not.toMatch(/<script|style="|undefined|\[object/);
  });
});
