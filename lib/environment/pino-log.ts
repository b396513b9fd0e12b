import pino from 'pino';

import type { Log } from '../queue/ports/environment';

/** Structured logs, one JSON object a line, on standard error. */
export function pinoLog(options: { name: string; level: string }): Log {
  return pino(
    { name: options.name, level: options.level, base: { name: options.name } },
    pino.destination(2),
  );
}
