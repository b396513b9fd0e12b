import { AMOUNT } from './amount';
import type { Unit } from './units';

/** Words that every meeting and talk has. */
const COMMONPLACE =
  /^(?:meetings?|everyone|everybody|topics?|questions?|mornings?|afternoons?|evenings?|things?|ways?|lots?|points?|parts?|end|people|items?|agenda|plans?|planning|welcome)$/i;

/** What a text mentions most, as it says it: names and nouns, two words together where they keep company. */
export function topicsOf(units: readonly Unit[], count: number): string[] {
  const singles = new Map<string, number>();
  const pairs = new Map<string, number>();
  const surfaces = new Map<string, string>();
  for (const unit of units) {
    for (const term of unit.nouns) {
      singles.set(term, (singles.get(term) ?? 0) + 1);
      if (!surfaces.has(term)) surfaces.set(term, unit.surfaces.get(term) ?? term);
    }
    const words = unit.text.toLowerCase();
    for (const [at, term] of unit.terms.entries()) {
      if (!unit.nouns.has(term) && units.length <= 30) continue;
      const next = unit.terms[at + 1];
      if (next === undefined || !unit.nouns.has(next) || next === term) continue;
      if ([term, next].some((word) => AMOUNT.test(word) || COMMONPLACE.test(word))) continue;
      const pair = `${unit.surfaces.get(term) ?? term} ${unit.surfaces.get(next) ?? next}`;
      if (!words.includes(pair.toLowerCase())) continue;
      pairs.set(pair.toLowerCase(), (pairs.get(pair.toLowerCase()) ?? 0) + 1);
      if (!surfaces.has(pair.toLowerCase())) surfaces.set(pair.toLowerCase(), pair);
    }
  }
  const least = units.length > 8 ? 2 : 1;
  // A short text says its subjects once; then a compound of two nouns tells more than a frequent word.
  const leastPair = units.length > 30 ? 2 : 1;
  const candidates = [
    ...[...pairs]
      .filter(([, n]) => n >= leastPair)
      .map(([topic, n]) => ({ topic, weight: n * 1.9 })),
    ...[...singles]
      .filter(
        ([term, n]) =>
          n >= least && !AMOUNT.test(term) && !COMMONPLACE.test(term) && term.length > 2,
      )
      .map(([topic, weight]) => ({ topic, weight })),
  ].toSorted((a, b) => b.weight - a.weight);
  const topics: string[] = [];
  for (const { topic } of candidates) {
    const surface = surfaces.get(topic) ?? topic;
    const words = surface.toLowerCase().split(' ');
    const known = topics.some((other) => {
      const others = other.toLowerCase().split(' ');
      return words.some((word) => others.some((o) => o.startsWith(word) || word.startsWith(o)));
    });
    if (!known) topics.push(surface);
    if (topics.length === count) break;
  }
  return topics;
}
