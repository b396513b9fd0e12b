import MiniSearch from 'minisearch';

import type { Asked } from './question';
import { isListLike } from './ranking';
import type { Unit } from './units';
import { inverseFrequencies } from './weights';

export interface Hit {
  unit: Unit;
  /** BM25 with the fit of what was asked for; comparable within one search only. */
  score: number;
  /** Which share of the question's weight stands in the unit and beside it, 0 to 1. */
  coverage: number;
  /** False when only its neighbours have the question's words. */
  own: boolean;
}

interface Entry {
  id: number;
  own: string;
  beside: string;
}

const SEPARATOR = '\n';

/**
 * The units that a question's words lead to, best first. Keyword search over lemmas, forgiving of endings and
 * of a letter or two that a recogniser got wrong; a unit also counts a little for what its neighbours say, as
 * an answer often follows the sentence that names its subject.
 */
export function search(units: readonly Unit[], asked: Asked, limit: number): Hit[] {
  if (asked.terms.size === 0 || units.length === 0) return [];
  const index = new MiniSearch<Entry>({
    fields: ['own', 'beside'],
    tokenize: (text) => text.split(SEPARATOR),
    processTerm: (term) => (term === '' ? null : term),
  });
  index.addAll(
    units.map((unit, id) => ({
      id,
      own: unit.terms.join(SEPARATOR),
      beside: [units[id - 1], units[id + 1]].flatMap((other) => other?.terms ?? []).join(SEPARATOR),
    })),
  );
  const idf = inverseFrequencies(units);
  // A word that the source does not have is the rarest of all.
  const unknown = Math.log(1 + units.length);
  const weightOf = (term: string) => (asked.terms.get(term) ?? 0) * (idf.get(term) ?? unknown);
  const total = [...asked.terms.keys()].reduce((sum, term) => sum + weightOf(term), 0);
  if (total === 0) return [];

  const results = index.search([...asked.terms.keys()].join(SEPARATOR), {
    boost: { own: 2, beside: 0.7 },
    prefix: (term) => term.length >= 4,
    fuzzy: (term) => (term.length >= 6 ? 0.2 : term.length >= 5 ? 1 : false),
    weights: { fuzzy: 0.35, prefix: 0.5 },
    boostTerm: (term) => asked.terms.get(term) ?? 1,
  });
  return results
    .flatMap(({ id, score, queryTerms, match }) => {
      const unit = units[id as number];
      if (!unit) return [];
      const covered = [...new Set(queryTerms)].reduce((sum, term) => sum + weightOf(term), 0);
      // Beside, and not in the unit itself, counts less.
      const own = Object.values(match).some((fields) => fields.includes('own'));
      const coverage = (covered / total) * (own ? 1 : 0.7);
      const fits = [...asked.wants].some((kind) => unit.entities.has(kind));
      return [
        {
          unit,
          coverage,
          own,
          score: score * (0.3 + coverage) * (fits ? 1.5 : 1) * standing(unit, asked),
        },
      ];
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit);
}

/** A heading or list answers little. A question in the source nothing, unless it is ours: then its reply does. */
function standing(unit: Unit, asked: Asked): number {
  const question = /\?["”’')]*$/.test(unit.text);
  const ours = asked.opening !== null && unit.text.toLowerCase().startsWith(asked.opening);
  if (question) return ours ? 1.2 : 0.55;
  return isListLike(unit) ? 0.4 : 1;
}
