import type { Passage, TimedWord } from '../text-engine';
import { sentencesOf, type Sentence } from './lexicon';

/** What is ranked and quoted: a sentence, or a stretch of speech where nobody punctuated. */
export interface Unit extends Sentence {
  /** The passage it stands in. */
  passage: number;
  /** Its place among all units. */
  position: number;
  /** Who said it, where the text names its speakers. */
  speaker: string | null;
  /** Seconds; null without times. */
  start: number | null;
  end: number | null;
  /** True when it ends as written sentences do. */
  punctuated: boolean;
}

/** The longest stretch of unpunctuated speech that is one unit, in words. */
const MAX_STRETCH = 32;
const MIN_STRETCH = 7;
/** A silence that separates thoughts. Seconds. */
const PAUSE = 0.35;

const SPEAKER =
  /^\s*(?:\*\*)?(\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,2})(?:\*\*)?:(?:\*\*)?\s+/u;

/** The units of one passage. `position` counts from `from`. */
export function unitsOf(passage: Passage, language: string, from: number): Unit[] {
  const units: Unit[] = [];
  for (const line of passage.text.split(/\n+/)) {
    const named = SPEAKER.exec(line);
    const speaker = named?.[1] ?? null;
    const said = named ? line.slice(named[0].length) : line;
    for (const piece of isPunctuated(said) ? [{ text: said }] : stretches(said, passage)) {
      for (const sentence of sentencesOf(piece.text, language)) {
        units.push({
          ...sentence,
          passage: passage.index,
          position: from + units.length,
          speaker,
          start: passage.start,
          end: passage.end,
          punctuated: /[.!?…。！？]["”’')\]]*$/.test(sentence.text),
        });
      }
    }
  }
  return locate(units, passage);
}

/** Whether a text marks its sentences: recognisers of speech mostly do not. */
function isPunctuated(text: string): boolean {
  const words = text.trim().split(/\s+/).length;
  const marks = text.match(/[.!?…](?=\s|["”’')]|$)|[。！？]/g)?.length ?? 0;
  // One mark at the end of a long stretch is the recogniser's, not a sentence's.
  const inner = /[.!?…。！？]\s*$/.test(text) ? marks - 1 : marks;
  return words <= MIN_STRETCH || (words <= MAX_STRETCH ? marks > 0 : inner * 45 >= words);
}

/** Speech without punctuation, cut at its longest pauses where its words have times, else evenly. */
function stretches(text: string, passage: Passage): { text: string }[] {
  const words = text.trim().split(/\s+/);
  if (words.length <= MAX_STRETCH) return [{ text: text.trim() }];
  if (passage.words.length === words.length) return byPauses(passage.words);
  const count = Math.ceil(words.length / 24);
  const size = Math.ceil(words.length / count);
  return Array.from({ length: count }, (_, i) => ({
    text: words.slice(i * size, (i + 1) * size).join(' '),
  })).filter((piece) => piece.text !== '');
}

function byPauses(words: readonly TimedWord[]): { text: string }[] {
  if (words.length === 0) return [];
  const cut = words.length > MAX_STRETCH || longestPause(words).pause >= PAUSE * 2;
  if (!cut || words.length < MIN_STRETCH * 2) {
    return [{ text: words.map((word) => word.text).join(' ') }];
  }
  const { at, pause } = longestPause(words);
  const middle = pause >= PAUSE ? at : Math.floor(words.length / 2);
  return [...byPauses(words.slice(0, middle)), ...byPauses(words.slice(middle))];
}

function longestPause(words: readonly TimedWord[]): { at: number; pause: number } {
  let best = { at: Math.floor(words.length / 2), pause: 0 };
  for (let at = MIN_STRETCH; at <= words.length - MIN_STRETCH; at += 1) {
    const pause = (words[at]?.start ?? 0) - (words[at - 1]?.end ?? 0);
    if (pause > best.pause) best = { at, pause };
  }
  return best;
}

/** Gives each sentence of a timed passage its own times: its words', or its share of the passage's. */
function locate(units: Unit[], passage: Passage): Unit[] {
  const { start, end, words } = passage;
  if (start === null || end === null) return units;
  const sizes = units.map((unit) => unit.text.split(/\s+/).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const timed = words.length === total;
  let before = 0;
  for (const [at, unit] of units.entries()) {
    const after = before + (sizes[at] ?? 0);
    unit.start = toMillisecond(
      (timed ? words[before]?.start : undefined) ?? start + ((end - start) * before) / total,
    );
    unit.end = toMillisecond(
      (timed ? words[after - 1]?.end : undefined) ?? start + ((end - start) * after) / total,
    );
    before = after;
  }
  return units;
}

function toMillisecond(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}
