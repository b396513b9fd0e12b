import { describe, expect, it } from 'vitest';

import { batchKind } from '@/lib/jobs/kinds/batch';
import { kindOf } from '@/lib/jobs/registry';

function problems(items: { kind: string; input: unknown }[]) {
  return batchKind.check?.(batchKind.input.parse({ items }), kindOf);
}

describe('a batch', () => {
  it('takes jobs of different kinds, three at a time unless told otherwise', () => {
    const items = [
      { kind: 'summary', input: { text: 'Some text.' } },
      { kind: 'chat', input: { text: 'Some text.', question: 'Why?' } },
    ];
    expect(batchKind.input.parse({ items }).concurrency).toBe(3);
    expect(problems(items)).toEqual([]);
  });

  it('says of each item what its kind refuses, and where', () => {
    const found = problems([
      { kind: 'summary', input: { text: 'Some text.' } },
      { kind: 'summary', input: { text: 'Some text.', style: 'loud' } },
      { kind: 'chat', input: { text: 'Some text.' } },
    ]);
    expect(found?.map(({ path }) => path)).toEqual([
      ['items', 1, 'input', 'style'],
      ['items', 2, 'input', 'question'],
    ]);
  });

  it.each(['batch', 'bulk_action', 'dance'])('holds no %s', (kind) => {
    expect(problems([{ kind, input: {} }])?.map(({ path }) => path)).toEqual([
      ['items', 0, 'kind'],
    ]);
  });

  it.each([
    { items: [] },
    { items: Array.from({ length: 101 }, () => ({ kind: 'chat', input: {} })) },
    { items: [{ kind: 'chat', input: {} }], concurrency: 11 },
  ])('is refused when it is empty, too long or too wide', (input) => {
    expect(batchKind.input.safeParse(input).success).toBe(false);
  });
});
