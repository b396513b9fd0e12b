/** What a log line says of an error. */
export interface ErrorFacts {
  type: string;
  code?: string | number;
  message: string;
  /** Where it was thrown, without its message. */
  stack?: string;
  cause?: ErrorFacts;
}

const MOST_CHARACTERS = 300;
const DEEPEST = 3;

/** In quotation marks stands what somebody wrote, unless it can be a name in a program. */
const QUOTED = /"[^"]*"?|'[^']*'|`[^`]*`|“[^”]*”/g;
const NAME = /^.[\w$.:/-]{1,60}.$/;
const EMAIL_ADDRESS = /[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+/g;

/**
 * Of an error what helps to mend it. Errors of parsers quote what they parsed, and those of providers' libraries
 * carry the whole request: neither may stand in a log.
 */
export function errorFacts(error: unknown, depth = 1): ErrorFacts {
  if (!(error instanceof Error))
    return { type: typeof error, message: withoutQuotes(messageOf(error)) };
  const { code } = error as { code?: unknown };
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    message: error instanceof SyntaxError ? 'not shown: it quotes' : withoutQuotes(error.message),
    ...(frames === undefined ? {} : { stack: frames.join('\n') }),
    ...(error.cause === undefined || depth >= DEEPEST
      ? {}
      : { cause: errorFacts(error.cause, depth + 1) }),
  };
}

/** A sentence for a log, without what it quotes. */
export function withoutQuotes(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .replace(QUOTED, (quoted) => (NAME.test(quoted) ? quoted : '“…”'))
    .replace(EMAIL_ADDRESS, '…@…');
}

function messageOf(thrown: unknown): string {
  const { message } = (thrown ?? {}) as { message?: unknown };
  if (typeof message === 'string') return message;
  return typeof thrown === 'string' ? thrown : '';
}
