import type { JobKind } from '../jobs/kind';
import type { Engine } from './engine';
import { QueueError } from './queue-error';

/** An input as its kind takes it. @throws QueueError `invalid_input` with what is wrong, and where */
export function parseInput(engine: Engine, kind: JobKind, input: unknown): unknown {
  const parsed = kind.input.safeParse(input);
  const issues = parsed.success
    ? (kind.check?.(parsed.data, engine.kindOf) ?? [])
    : parsed.error.issues.map((issue) => ({
        path: issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
        message: issue.message,
      }));
  if (issues.length === 0) return parsed.data;
  throw new QueueError(
    'invalid_input',
    `The input does not fit a ${kind.title.toLowerCase()} job.`,
    issues,
  );
}
