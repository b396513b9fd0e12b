import { pinoLog } from '../environment/pino-log';
import type { Log } from '../queue/ports/environment';
import type { Operation } from './operation';
import type { HttpProblem } from './problem';

let log: Log | null = null;

/** Writes what a caller is not told: the reason behind a 500 or 503, under the instance that they were told. */
export function recordFailure(operation: Operation, problem: HttpProblem): void {
  log ??= pinoLog({ name: 'http', level: process.env['LOG_LEVEL'] ?? 'info' });
  log.error(
    {
      operation: operation.id,
      code: problem.code,
      instance: problem.instance,
      err: problem.cause instanceof Error ? problem.cause : { message: String(problem.cause) },
    },
    problem.code === 'unavailable' ? 'A service did not answer' : 'A request failed',
  );
}
