import { AMOUNT } from './amount';
import type { Unit } from './units';
import { centroid, dot, inverseFrequencies, vectorsOf, type Vector } from './weights';

export interface Ranked {
  unit: Unit;
  /** 0 upward; comparable within one text only. */
  score: number;
  vector: Vector;
}

/** Words by which speakers mark what matters. */
const WEIGHTY =
  /\b(?:decid\w+|decision|agreed?|agreement|conclu\w+|in summary|to sum up|overall|main(?:ly)?|most important|important\w*|key|crucial|essential|critical|goal|because|therefore|as a result|result\w*|problem|issue|risk|deadline|launch|budget|cost|price|revenue|sales|profit|increase\w*|decrease\w*|grew|fell|record)\b/i;
/** Openings that refer back: quoted alone they hang in the air. */
const DANGLING =
  /^(?:(?:and|but|so|or|then|also|because|which|however|well|okay|ok)\b[\s,]*)*(?:it|its|it's|that|that's|this|these|those|they|their|them|he|she|his|her|there|such|what|which|one)\b/i;
/** Talk about the talk. */
const SMALL_TALK =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|welcome|thanks?(?: you)?|thank you|bye|goodbye|okay|ok|yes|no|yeah|right|sure|great|perfect|sounds good|see you|let's (?:start|begin|get started)|can you (?:hear|see))\b/i;

/** Opening and closing of a gathering, wherever in the unit. */
const CEREMONY =
  /\b(?:good (?:morning|afternoon|evening)|welcome to|welcome everyone|that(?: is|['’]s) (?:all|it) for|have a (?:good|nice|great)|thanks? (?:you )?(?:everyone|everybody|all|for (?:coming|joining|watching|listening))|see you (?:all|next|then)|(?:our )?next meeting is|today is (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;

const SHORT = 6;
const LONG = 38;

/**
 * Scores every unit by how central its words are to the text, what marks it as weighty, and how well it
 * stands alone. List-like lines are left out: they rank high and say nothing.
 */
export function rank(units: readonly Unit[]): Ranked[] {
  const idf = inverseFrequencies(units);
  for (const [term, weight] of idf) if (AMOUNT.test(term)) idf.set(term, weight * 0.25);
  const vectors = vectorsOf(units, idf);
  const middle = centroid(vectors);
  const raw = vectors.map((vector) => dot(vector, middle));
  const highest = Math.max(...raw, Number.EPSILON);
  return units.flatMap((unit, at) => {
    const vector = vectors[at];
    if (!vector || vector.size === 0 || isListLike(unit)) return [];
    const score = (raw[at] ?? 0) / highest + standing(unit, units.length);
    return [{ unit, vector, score: Math.max(score, 0) }];
  });
}

function standing(unit: Unit, total: number): number {
  let bonus = 0;
  if (WEIGHTY.test(unit.text)) bonus += 0.22;
  if (CEREMONY.test(unit.text)) bonus -= 0.35;
  if (unit.entities.has('MONEY') || unit.entities.has('PERCENT')) bonus += 0.15;
  if (unit.entities.has('DATE')) bonus += 0.05;
  if (unit.position < Math.max(2, total * 0.03)) bonus += 0.08;
  if (unit.punctuated && DANGLING.test(unit.text)) bonus -= 0.2;
  if (SMALL_TALK.test(unit.text)) bonus -= 0.4;
  if (/\?["”’')]*$/.test(unit.text)) bonus -= 0.35;
  if (unit.words < 10 && /\b(?:it|them|that|this|there)\b/i.test(unit.text)) bonus -= 0.2;
  if (unit.words < SHORT) bonus -= 0.4;
  else if (unit.words < 9) bonus -= 0.12;
  if (unit.words > LONG) bonus -= 0.15;
  return bonus;
}

/** Whether a unit goes on about what was said just before it: its first words point back. */
export function goesOn({ text }: Unit): boolean {
  const opening = text.split(/\s+/).slice(0, 5).join(' ');
  const pointsBack = /\b(?:it|they|them|he|she|this|that|these|those)\b/i.test(opening);
  return pointsBack && !CEREMONY.test(text);
}

/** Headings, bullets without a sentence, tables, addresses, runs of numbers and names. */
export function isListLike(unit: Unit): boolean {
  const { text, words } = unit;
  if (words === 0) return true;
  if (/^\s*(?:#{1,6}\s|\|)/.test(text)) return true;
  const bullet = /^\s*(?:[-*+•–—]|\d{1,3}[.)])\s/.test(text);
  if (unit.hasVerb === false && words < (bullet || unit.punctuated ? 12 : 8)) return true;
  const commas = text.match(/[,;|/]/g)?.length ?? 0;
  const digits = text.match(/\d+/g)?.length ?? 0;
  if (commas >= 4 && commas * 2.2 >= words) return true;
  return digits >= 4 && digits * 2 >= words;
}

/**
 * The best `count`, each judged by its score less its likeness to those already taken (maximal marginal
 * relevance). `keep` 1 looks at the score alone. In the order of taking.
 */
export function selectDiverse(ranked: readonly Ranked[], count: number, keep = 0.7): Ranked[] {
  const left = new Set(ranked);
  const taken: Ranked[] = [];
  const likeness = new Map<Ranked, number>();
  while (taken.length < count && left.size > 0) {
    let best: Ranked | undefined;
    let bestWorth = -Infinity;
    for (const item of left) {
      const like = likeness.get(item) ?? 0;
      if (like > 0.75) continue;
      const worth = keep * item.score - (1 - keep) * like;
      if (worth > bestWorth) [best, bestWorth] = [item, worth];
    }
    if (!best) break;
    left.delete(best);
    taken.push(best);
    for (const item of left) {
      likeness.set(item, Math.max(likeness.get(item) ?? 0, dot(item.vector, best.vector)));
    }
  }
  return taken;
}

/** Units in the order in which they were said. */
export function inOrder(ranked: readonly Ranked[]): Unit[] {
  return ranked.map((item) => item.unit).toSorted((a, b) => a.position - b.position);
}
