/** Words that must be inserted, deleted or replaced to come from one text to the other, a true word each. */
export function wordErrorRate(truth: string, heard: string): number {
  const expected = wordsOf(truth);
  let row = Array.from({ length: expected.length + 1 }, (_, at) => at);
  for (const [heardAt, word] of wordsOf(heard).entries()) {
    const next = [heardAt + 1];
    for (const [at, wanted] of expected.entries()) {
      const replaced = (row[at] ?? 0) + (word === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return expected.length === 0 ? 0 : (row.at(-1) ?? 0) / expected.length;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}
