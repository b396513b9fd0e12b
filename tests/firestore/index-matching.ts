/**
 * Whether Firestore (Standard edition) could serve a query from the indexes of `firestore.indexes.json`. The
 * emulator serves every query without one. The rules are those of Firestore's documentation: equality filters
 * may be any prefix of an index or be merged from several, what is left of an index must be the query's order,
 * and an `in` is as many queries as it has values.
 */
export type Direction = 'ASCENDING' | 'DESCENDING';

export interface IndexField {
  fieldPath: string;
  order?: Direction;
}

export interface IndexFile {
  indexes: { collectionGroup: string; queryScope: string; fields: IndexField[] }[];
  fieldOverrides: {
    collectionGroup: string;
    fieldPath: string;
    ttl?: boolean;
    indexes: { order?: Direction; queryScope: string }[];
  }[];
}

/** A query, reduced to what decides its index. */
export interface QueryShape {
  collection: string;
  /** Fields with `==`, or `in`. */
  equal: string[];
  /** What the results are ordered by, with what `__name__` follows. Without fields that have one value. */
  order: IndexField[];
  nameDirection: Direction;
  /** How many queries without `in` it stands for; Firestore takes at most 30. */
  disjunctions: number;
}

const MAX_DISJUNCTIONS = 30;

/** What is wrong with a query, in words; null when it is served. */
export function problemOf(query: QueryShape, file: IndexFile): string | null {
  if (query.disjunctions > MAX_DISJUNCTIONS) {
    return `${String(query.disjunctions)} disjunctions, and Firestore takes ${String(MAX_DISJUNCTIONS)}`;
  }
  if (query.equal.length === 0 && query.order.length === 0) {
    return query.nameDirection === 'ASCENDING' ? null : 'no index orders by __name__ descending';
  }
  const covered = new Set(
    usableIndexes(query, file).flatMap((fields) => equalityPart(fields, query)),
  );
  const usable = usableIndexes(query, file).length > 0;
  const missing = query.equal.filter((field) => !covered.has(field));
  return usable && missing.length === 0 ? null : `no index on ${describeNeed(query)}`;
}

/** Every index that keeps the query's order and filters by nothing that the query does not. */
function usableIndexes(query: QueryShape, file: IndexFile): IndexField[][] {
  const composite = file.indexes
    .filter((index) => index.collectionGroup === query.collection)
    .filter((index) => index.queryScope === 'COLLECTION')
    .map((index) => index.fields);
  const automatic = [...query.equal, ...query.order.map((field) => field.fieldPath)]
    .filter((field) => !isExempt(query.collection, field, file))
    .flatMap((fieldPath): IndexField[][] => [
      [{ fieldPath, order: 'ASCENDING' }],
      [{ fieldPath, order: 'DESCENDING' }],
    ]);
  return [...composite, ...automatic].filter((fields) => {
    const filtered = equalityPart(fields, query);
    const ordered = fields.slice(filtered.length).filter((f) => f.fieldPath !== '__name__');
    const last = fields.at(-1)?.order ?? 'ASCENDING';
    return (
      filtered.every((field) => query.equal.includes(field)) &&
      ordered.length === query.order.length &&
      ordered.every((field, at) => same(field, query.order[at])) &&
      // Between equal values documents follow by name, in the direction of the index's last field.
      (query.order.length === 0 || last === query.nameDirection)
    );
  });
}

function equalityPart(fields: IndexField[], query: QueryShape): string[] {
  const named = fields.filter((field) => field.fieldPath !== '__name__');
  return named.slice(0, named.length - query.order.length).map((field) => field.fieldPath);
}

function same(a: IndexField, b: IndexField | undefined): boolean {
  return a.fieldPath === b?.fieldPath && (a.order ?? 'ASCENDING') === (b.order ?? 'ASCENDING');
}

/** An exemption of a map holds for what is in it. */
export function isExempt(collection: string, field: string, file: IndexFile): boolean {
  return file.fieldOverrides.some(
    (override) =>
      override.collectionGroup === collection &&
      (field === override.fieldPath || field.startsWith(`${override.fieldPath}.`)) &&
      override.indexes.length === 0,
  );
}

function describeNeed(query: QueryShape): string {
  const order = query.order.map((field) => `${field.fieldPath} ${field.order ?? 'ASCENDING'}`);
  return `${query.collection}: ${[...query.equal, ...order].join(', ')}`;
}
