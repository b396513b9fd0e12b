import pino from 'pino';

import type { Log } from '../queue/ports/environment';
import { errorFacts, withoutQuotes } from './error-facts';

/** What people write and are called has no place in a log, even where somebody hands it over by mistake. */
const PERSONAL = [
  'email',
  'title',
  'text',
  'input',
  'output',
  'partial',
  'prompt',
  'messages',
  'question',
  'answer',
  'transcript',
];

const quoteless = (value: unknown): unknown =>
  typeof value === 'string' ? withoutQuotes(value) : errorFacts(value);

/**
 * Structured logs, one JSON object a line, on standard error. Errors are named `err` (an error) or `error`
 * (its words).
 */
export function pinoLog(options: {
  name: string;
  level: string;
  destination?: pino.DestinationStream;
}): Log {
  return pino(
    {
      name: options.name,
      level: options.level,
      base: { name: options.name },
      serializers: { err: (error: unknown) => errorFacts(error), error: quoteless },
      redact: {
        paths: [...PERSONAL, ...PERSONAL.map((field) => `*.${field}`)],
        censor: '[personal]',
      },
    },
    options.destination ?? pino.destination(2),
  );
}
