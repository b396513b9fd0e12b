/** What is stored over what the deployment says, field by field. */
export function layered(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over === undefined ? base : over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, layered(base[key], over[key])]));
}

/**
 * What is stored after a configuration shared its own part of it: a field is the configuration's while nobody has set
 * it, or as long as it stands as the configuration before left it (`before`); any other is an administrator's.
 */
export function adopted(stored: unknown, before: unknown, now: unknown): unknown {
  if (!isObject(before) && !isObject(now)) {
    return stored === undefined || stored === before ? now : stored;
  }
  if (stored !== undefined && !isObject(stored)) return stored;
  const [there, left, next] = [fieldsOf(stored), fieldsOf(before), fieldsOf(now)];
  const keys = new Set([there, left, next].flatMap((one) => Object.keys(one)));
  const fields = [...keys]
    .map((key) => [key, adopted(there[key], left[key], next[key])] as const)
    .filter(([, value]) => value !== undefined);
  // A group that is stored is emptied, never taken away: a record's top-level fields stay.
  return fields.length === 0 && stored === undefined ? undefined : Object.fromEntries(fields);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
