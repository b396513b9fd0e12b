import { JobError, type ErrorClass } from '../../jobs/error';

/** From "another attempt will probably do" to "somebody must change something". */
const BY_HOPE: readonly ErrorClass[] = [
  'rate_limited',
  'overloaded',
  'network',
  'timeout',
  'abandoned',
  'auth',
  'unsupported',
  'invalid_input',
  'bug',
];

/** Classes that pass without anybody changing anything. */
const PASSING: ReadonlySet<ErrorClass> = new Set([
  'rate_limited',
  'overloaded',
  'network',
  'timeout',
]);

export function isPassing(error: JobError): boolean {
  return PASSING.has(error.class);
}

/**
 * The one error to throw when every model of a chain failed: of the most hopeful class, with the soonest time
 * at which any of them may be asked again. Undefined for no errors.
 */
export function mostHopeful(errors: readonly JobError[]): JobError | undefined {
  const [best] = errors.toSorted((a, b) => BY_HOPE.indexOf(a.class) - BY_HOPE.indexOf(b.class));
  if (!best) return undefined;
  const waits = errors.filter(isPassing).flatMap((error) => error.retryAfterMs ?? []);
  const soonest = waits.length > 0 && isPassing(best) ? Math.min(...waits) : best.retryAfterMs;
  if (soonest === best.retryAfterMs) return best;
  return new JobError(best.class, best.code, best.message, {
    cause: best.cause,
    retryAfterMs: soonest,
  });
}
