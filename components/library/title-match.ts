/** Whether a title holds every word of a search, whatever its case and accents. */
export function titleMatches(title: string, search: string): boolean {
  const folded = fold(title);
  return fold(search)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
