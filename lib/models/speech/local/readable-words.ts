import type { Word } from '../../../jobs/kinds/transcription';

/** A pause of at least this many seconds ends a sentence: the engine itself knows no punctuation. */
const SENTENCE_PAUSE = 0.3;

const ALWAYS_CAPITAL = new Set(
  `i i'm i'll i've i'd monday tuesday wednesday thursday friday saturday sunday january february april
  june july august september october november december english america american europe european`.split(
    /\s+/,
  ),
);
/** Months that are also verbs: capital only after a word that makes them months. */
const SOMETIMES_MONTHS = new Set(['march', 'may']);
const BEFORE_MONTHS = new Set([
  'of',
  'in',
  'since',
  'until',
  'last',
  'next',
  'this',
  'early',
  'late',
]);

/**
 * Words as a person would write them: pauses end sentences, sentences begin with a capital, and names of
 * days and months have one. Joined by spaces they are the text.
 */
export function readableWords(words: readonly Word[]): Word[] {
  return words.map((word, index) => {
    const previous = words[index - 1];
    const next = words[index + 1];
    const begins = previous === undefined || word.start - previous.end >= SENTENCE_PAUSE;
    const ends = next === undefined || next.start - word.end >= SENTENCE_PAUSE;
    const month = SOMETIMES_MONTHS.has(word.text) && BEFORE_MONTHS.has(previous?.text ?? '');
    const capital = begins || month || ALWAYS_CAPITAL.has(word.text);
    const text = capital ? word.text.charAt(0).toUpperCase() + word.text.slice(1) : word.text;
    return { ...word, text: ends ? `${text}.` : text };
  });
}
