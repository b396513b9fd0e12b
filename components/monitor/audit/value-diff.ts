/** One thing that is different: where (keys from the root), and both values as text; null where there was none. */
export interface Difference {
  place: string;
  before: string | null;
  after: string | null;
}

/** What is different between two values of JSON, in the order of their keys. Lists are compared as a whole. */
export function differences(before: unknown, after: unknown): Difference[] {
  return compare([], before, after);
}

function compare(path: readonly string[], before: unknown, after: unknown): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [one, other] = [fieldsOf(before), fieldsOf(after)];
  const descends = one !== null && other !== null;
  // One that appeared or went away is told field by field, too.
  if (descends || (path.length === 0 && (one ?? other) !== null)) {
    const keys = [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])];
    if (keys.length > 0) {
      return keys.flatMap((key) => compare([...path, key], one?.[key], other?.[key]));
    }
  }
  return [{ place: path.join(' › '), before: textOf(before), after: textOf(after) }];
}

function fieldsOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
