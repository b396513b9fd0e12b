/** Longer paragraphs are too much to quote as one. Characters. */
const LONG = 900;

/** A text as the pieces that are cited: paragraphs, the long ones cut at lines or sentences. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\r?\n[^\S\n]*(?:\r?\n)+/)
    .flatMap((paragraph) => (paragraph.length <= LONG ? [paragraph] : cut(paragraph)))
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

function cut(paragraph: string): string[] {
  const lines = paragraph.split(/\r?\n/);
  const pieces = lines.flatMap((line) => (line.length <= LONG ? [`${line}\n`] : sentences(line)));
  const joined: string[] = [];
  let current = '';
  for (const piece of pieces) {
    if (current !== '' && current.length + piece.length > LONG) {
      joined.push(current);
      current = '';
    }
    current += piece;
  }
  return current === '' ? joined : [...joined, current];
}

function sentences(line: string): string[] {
  const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' });
  return [...segmenter.segment(line)].flatMap(({ segment }) =>
    segment.length <= LONG
      ? [segment]
      : (segment.match(/[\s\S]{1,600}(?:\s|$)|[\s\S]{1,600}/g) ?? []),
  );
}
