import { jsonPointer } from './json-pointer';
import type { FieldProblem } from './problem';

/** More than a person fixes at once; a hostile body could make thousands. */
const MAX_FIELDS = 50;

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What a schema found wrong, field by field. */
export function fieldProblems(
  issues: readonly Issue[],
  base: readonly PropertyKey[] = [],
): FieldProblem[] {
  return issues
    .slice(0, MAX_FIELDS)
    .map(({ path, message }) => ({ pointer: jsonPointer([...base, ...path]), detail: message }));
}
