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
          ...timesOf(piece, passage),
          punctuated: /[.!?…。！？]["”’')\]]*$/.test(sentence.text),
        });
      }
    }
  }
  return locate(units, passage);
}

interface Stretch {
  text: string;
  start?: number;
  end?: number;
}

/** Whether a text marks its sentences: recognisers of speech mostly do not. */
function isPunctuated(text: string): boolean {
  const words = text.trim().split(/\s+/).length;
  const marks = text.match(/[.!?…](?=\s|["”’')]|$)|[。！？]/g)?.length ?? 0;
  return words <= MIN_STRETCH || marks * 45 >= words;
}

/** Speech without punctuation, cut at its longest pauses where its words have times, else evenly. */
function stretches(text: string, passage: Passage): Stretch[] {
  const words = text.trim().split(/\s+/);
  if (words.length <= MAX_STRETCH) return [{ text: text.trim() }];
  if (passage.words.length === words.length) return byPauses(passage.words);
  const count = Math.ceil(words.length / 24);
  const size = Math.ceil(words.length / count);
  return Array.from({ length: count }, (_, i) => ({
    text: words.slice(i * size, (i + 1) * size).join(' '),
  })).filter((piece) => piece.text !== '');
}

function byPauses(words: readonly TimedWord[]): Stretch[] {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return [];
  const cut = words.length > MAX_STRETCH || longestPause(words).pause >= PAUSE * 2;
  if (!cut || words.length < MIN_STRETCH * 2) {
    return [{ text: words.map((word) => word.text).join(' '), start: first.start, end: last.end }];
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

function timesOf(piece: Stretch, passage: Passage): { start: number | null; end: number | null } {
  return { start: piece.start ?? passage.start, end: piece.end ?? passage.end };
}

/** Gives the sentences of a long timed passage their own start, by their share of its words. */
function locate(units: Unit[], passage: Passage): Unit[] {
  const { start, end } = passage;
  if (start === null || end === null) return units;
  const total = units.reduce((sum, unit) => sum + unit.words, 0);
  let before = 0;
  for (const unit of units) {
    const own = unit.start !== start || unit.end !== end;
    if (!own && total > 0) {
      unit.start = start + ((end - start) * before) / total;
      unit.end = start + ((end - start) * (before + unit.words)) / total;
    }
    before += unit.words;
  }
  return units;
}
