const WORD_SEGMENTER = new Intl.Segmenter('und', { granularity: 'word' });
/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** How many words a reader counts: what stands between spaces and has a letter or a digit. */
export function countWords(text: string): number {
  let words = 0;
  for (const [token] of text.matchAll(/\S+/g)) words += wordsIn(token);
  return words;
}

function wordsIn(token: string): number {
  if (!/[\p{L}\p{N}]/u.test(token)) return 0;
  if (!UNSPACED.test(token)) return 1;
  let words = 0;
  for (const segment of WORD_SEGMENTER.segment(token)) if (segment.isWordLike) words += 1;
  return Math.max(words, 1);
}

/** Below this share of the allowance a sentence's end is too early a place to stop. */
const LEAST_KEPT = 0.6;

/** At most `limit` words of a text: up to the last sentence or line that ends in time, else up to a word and an ellipsis. */
export function trimToWords(text: string, limit: number): string {
  if (countWords(text) <= limit) return text.trim();
  let words = 0;
  let cut = 0;
  let sentenceEnd = { at: 0, words: 0 };
  for (const match of text.matchAll(/\S+/g)) {
    const added = wordsIn(match[0]);
    if (words + added > limit) break;
    words += added;
    cut = match.index + match[0].length;
    const endsLine = /^[^\S\n]*\n/.test(text.slice(cut, cut + 40));
    if (/[.!?…。！？]["”’')\]*_]*$/.test(match[0]) || endsLine) sentenceEnd = { at: cut, words };
  }
  if (sentenceEnd.words >= limit * LEAST_KEPT) return text.slice(0, sentenceEnd.at).trim();
  if (cut === 0) return cutWithinWord(text, limit);
  return `${text.slice(0, cut).trim()}…`;
}

/** For a text without spaces whose first run alone is over the limit. */
function cutWithinWord(text: string, limit: number): string {
  let words = 0;
  for (const segment of WORD_SEGMENTER.segment(text)) {
    if (segment.isWordLike) words += 1;
    if (words > limit) return `${text.slice(0, segment.index).trim()}…`;
  }
  return text;
}
