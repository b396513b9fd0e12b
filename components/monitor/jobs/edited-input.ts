import type { FieldProblem } from '@/hooks/api';
import { kindOf } from '@/lib/jobs/registry';

export type EditedInput =
  | { ok: true; input: unknown }
  /** Why it cannot be sent, in lines that say where. */
  | { ok: false; problems: string[] };

/** Reads an input that somebody edited as JSON, and holds it against its kind's schema. */
export function readEditedInput(kind: string, text: string): EditedInput {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const checked = kindOf(kind)?.input.safeParse(parsed.input);
  if (checked === undefined || checked.success) return parsed;
  return {
    ok: false,
    problems: checked.error.issues.map(({ path, message }) => line(path.join(' › '), message)),
  };
}

/** The refusals of a route as the same lines; their pointers start with `/input`. */
export function problemLines(errors: readonly FieldProblem[]): string[] {
  return errors.map(({ pointer, detail }) =>
    line(
      pointer
        .split('/')
        .slice(2)
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
        .join(' › '),
      detail,
    ),
  );
}

function parse(text: string): EditedInput {
  try {
    return { ok: true, input: JSON.parse(text) };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    return { ok: false, problems: [`This is not JSON: ${why}.`] };
  }
}

function line(place: string, message: string): string {
  return place === '' ? message : `${place}: ${message}`;
}
