/** What to throw after several failures, none of which may be lost: the error itself when it is alone. */
export function oneError(failures: readonly unknown[]): unknown {
  if (failures.length === 1) return failures[0];
  return new AggregateError(failures, failures.map(String).join('; '));
}
