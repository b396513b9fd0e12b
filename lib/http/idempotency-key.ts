import { HttpProblem } from './problem';

const FORM = /^[\x21-\x7e]{1,255}$/;

/**
 * The Idempotency-Key of a request, bare or in double quotes; undefined when there is none.
 * @throws HttpProblem `invalid_idempotency_key`
 */
export function readIdempotencyKey(headers: Headers): string | undefined {
  const value = headers.get('idempotency-key');
  if (value === null) return undefined;
  const key = /^"(.*)"$/.exec(value)?.[1] ?? value;
  if (!FORM.test(key)) {
    throw new HttpProblem(
      'invalid_idempotency_key',
      'An Idempotency-Key is 1 to 255 visible ASCII characters without spaces; a UUID is a good one.',
    );
  }
  return key;
}
