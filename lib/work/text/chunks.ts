import type { Passage } from '../../models/language/text-engine';

/** Passages in runs of at most `limit` characters each; a single longer passage stands alone. */
export function chunksOf(passages: readonly Passage[], limit: number): Passage[][] {
  const chunks: Passage[][] = [];
  let current: Passage[] = [];
  let size = 0;
  for (const passage of passages) {
    if (current.length > 0 && size + passage.text.length > limit) {
      chunks.push(current);
      current = [];
      size = 0;
    }
    current.push(passage);
    size += passage.text.length;
  }
  return current.length === 0 ? chunks : [...chunks, current];
}

/** Characters. */
export function lengthOf(passages: readonly Passage[]): number {
  return passages.reduce((sum, passage) => sum + passage.text.length, 0);
}
