import { providerFailure } from '../../classify/classify';
import { countWords } from '../../language/word-count';

/** The fastest speakers reach about 6 words a second for a while. */
const MOST_WORDS_A_SECOND = 9;
/** Short segments may hold a burst. */
const FREE_WORDS = 12;
const LONGEST_PHRASE = 12;
/** So often in a row nobody says the same. */
const LOOP = 8;

/**
 * What a model heard, if a person can have said it in that time. Models that take sound sometimes fall into a
 * loop, which is cut to two rounds, or invent a text, which is thrown out.
 * @throws JobError `provider_nonsense`
 */
export function plausibleText(text: string, seconds: number, provider: string): string {
  const said = withoutLoops(text.replaceAll(/\s+/g, ' ').trim());
  if (!/[\p{L}\p{N}]/u.test(said)) return '';
  if (countWords(said) > FREE_WORDS + seconds * MOST_WORDS_A_SECOND) {
    throw providerFailure('provider_nonsense', provider);
  }
  return said;
}

/** A phrase of up to twelve words that comes eight times or more in a row is kept twice. */
export function withoutLoops(text: string): string {
  const words = text.split(' ');
  const plain = words.map((word) => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));
  const kept: string[] = [];
  let at = 0;
  while (at < words.length) {
    const loop = loopAt(plain, at);
    const size = loop?.size ?? 1;
    kept.push(...words.slice(at, at + (loop ? size * 2 : 1)));
    at += loop ? size * loop.rounds : 1;
  }
  return kept.join(' ');
}

function loopAt(
  words: readonly string[],
  at: number,
): { size: number; rounds: number } | undefined {
  for (let size = 1; size <= LONGEST_PHRASE; size += 1) {
    let rounds = 1;
    while (sameAt(words, at, at + rounds * size, size)) rounds += 1;
    if (rounds >= LOOP) return { size, rounds };
  }
  return undefined;
}

function sameAt(words: readonly string[], a: number, b: number, size: number): boolean {
  if (b + size > words.length) return false;
  for (let i = 0; i < size; i += 1) if (words[a + i] !== words[b + i]) return false;
  return true;
}
