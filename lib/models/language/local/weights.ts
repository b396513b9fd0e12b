import type { Unit } from './units';

export type Vector = ReadonlyMap<string, number>;

/** How telling each term is within this text: rare among its units, so inverse document frequency. */
export function inverseFrequencies(units: readonly Unit[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const unit of units) {
    for (const term of new Set(unit.terms)) seen.set(term, (seen.get(term) ?? 0) + 1);
  }
  const idf = new Map<string, number>();
  for (const [term, count] of seen) idf.set(term, Math.log(1 + units.length / count));
  return idf;
}

/** Unit-length tf-idf vectors; empty for a unit without a content word. */
export function vectorsOf(units: readonly Unit[], idf: ReadonlyMap<string, number>): Vector[] {
  return units.map((unit) => {
    const counts = new Map<string, number>();
    for (const term of unit.terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    const weights = new Map<string, number>();
    for (const [term, count] of counts) {
      weights.set(term, (1 + Math.log(count)) * (idf.get(term) ?? 0));
    }
    return normalised(weights);
  });
}

function normalised(weights: ReadonlyMap<string, number>): Vector {
  let square = 0;
  for (const weight of weights.values()) square += weight * weight;
  if (square === 0) return new Map();
  const length = Math.sqrt(square);
  return new Map([...weights].map(([term, weight]) => [term, weight / length]));
}

/** The sum of vectors: a unit's product with it is how central the unit is. */
export function centroid(vectors: readonly Vector[]): Vector {
  const sum = new Map<string, number>();
  for (const vector of vectors) {
    for (const [term, weight] of vector) sum.set(term, (sum.get(term) ?? 0) + weight);
  }
  return normalised(sum);
}

export function dot(a: Vector, b: Vector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}
