import type { Segment, Word } from '@/lib/jobs/kinds/transcription';

/** Above this many comparisons only the unchanged beginning and end keep their times. */
const MAX_COMPARISONS = 250_000;

const normal = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || text;

/** Pairs of equal words, old index to new, by longest common subsequence. */
function matchWords(before: readonly string[], after: readonly string[]): [number, number][] {
  const pairs: [number, number][] = [];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    pairs.push([start, start]);
    start += 1;
  }
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail += 1;
  }
  const rows = before.length - start - tail;
  const columns = after.length - start - tail;
  if (rows * columns <= MAX_COMPARISONS) {
    const longest = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
    const at = (row: number, column: number) => longest[row]?.[column] ?? 0;
    for (let row = rows - 1; row >= 0; row -= 1) {
      for (let column = columns - 1; column >= 0; column -= 1) {
        const same = before[start + row] === after[start + column];
        const best = same
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
        (longest[row] as Uint16Array)[column] = best;
      }
    }
    let row = 0;
    let column = 0;
    while (row < rows && column < columns) {
      if (before[start + row] === after[start + column]) {
        pairs.push([start + row, start + column]);
        row += 1;
        column += 1;
      } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
      else column += 1;
    }
  }
  for (let back = tail; back > 0; back -= 1) {
    pairs.push([before.length - back, after.length - back]);
  }
  return pairs;
}

/** Written words between two spoken ones: one for one where the count is the same, else by length. */
function spread(tokens: readonly string[], replaced: readonly Word[], from: number, to: number) {
  if (tokens.length === replaced.length) {
    return tokens.map((text, index) => {
      const old = replaced[index];
      return { text, start: old?.start ?? from, end: old?.end ?? to, confidence: null };
    });
  }
  const start = replaced[0]?.start ?? from;
  const end = Math.max(start, replaced.at(-1)?.end ?? to);
  const total = tokens.reduce((sum, token) => sum + token.length, 0);
  let passed = 0;
  return tokens.map((text): Word => {
    const begun = start + ((end - start) * passed) / total;
    passed += text.length;
    const ended = start + ((end - start) * passed) / total;
    return { text, start: begun, end: ended, confidence: null };
  });
}

/**
 * The segment with another text. Words that stayed keep their times and confidences; a word that a person
 * wrote takes the time of what it replaces, and has no confidence, since no engine heard it.
 */
export function retime(segment: Segment, text: string): Segment {
  const written = text.replace(/\s+/gu, ' ').trim();
  if (segment.words.length === 0) return { ...segment, text: written };
  const tokens = written === '' ? [] : written.split(' ');
  const pairs = matchWords(
    segment.words.map((word) => normal(word.text)),
    tokens.map(normal),
  );
  const words: Word[] = [];
  let oldAt = 0;
  let newAt = 0;
  for (const [oldIndex, newIndex] of [...pairs, [segment.words.length, tokens.length] as const]) {
    const kept = segment.words[oldIndex];
    words.push(
      ...spread(
        tokens.slice(newAt, newIndex),
        segment.words.slice(oldAt, oldIndex),
        words.at(-1)?.end ?? segment.start,
        kept?.start ?? segment.end,
      ),
    );
    const token = tokens[newIndex];
    if (kept && token !== undefined) words.push({ ...kept, text: token });
    oldAt = oldIndex + 1;
    newAt = newIndex + 1;
  }
  return { ...segment, text: written, words };
}
