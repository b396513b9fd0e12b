import type { Unit } from './units';

/** Numbers and what they count: frequent, and no topic. */
const AMOUNT =
  /^(?:\d.*|one|two|three|four|five|six|seven|eight|nine|ten|hundreds?|thousands?|(?:m|b)illions?|percent|dollars?|euros?|pounds?|years?|months?|weeks?|days?|hours?|minutes?|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/i;

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
      const next = unit.terms[at + 1];
      if (next === undefined || !unit.nouns.has(next) || next === term) continue;
      if (AMOUNT.test(term) || AMOUNT.test(next)) continue;
      const pair = `${unit.surfaces.get(term) ?? term} ${unit.surfaces.get(next) ?? next}`;
      if (!words.includes(pair.toLowerCase())) continue;
      pairs.set(pair.toLowerCase(), (pairs.get(pair.toLowerCase()) ?? 0) + 1);
      if (!surfaces.has(pair.toLowerCase())) surfaces.set(pair.toLowerCase(), pair);
    }
  }
  const least = units.length > 8 ? 2 : 1;
  const candidates = [
    ...[...pairs].filter(([, n]) => n >= 2).map(([topic, n]) => ({ topic, weight: n * 1.8 })),
    ...[...singles]
      .filter(([term, n]) => n >= least && !AMOUNT.test(term) && term.length > 2)
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
