import { HttpProblem } from './problem';

/** Bytes, where an operation says nothing else. */
export const DEFAULT_BODY_LIMIT = 1024 * 1024;

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/**
 * A request's body as JSON. Bytes are counted as they come, whatever Content-Length says. An empty one is `{}` where
 * it is optional.
 * @throws HttpProblem `unsupported_media_type`, `payload_too_large`, `invalid_json`
 */
export async function readJson(
  request: Request,
  limit: number,
  { optional = false }: { optional?: boolean } = {},
): Promise<unknown> {
  const type = request.headers.get('content-type');
  if (type !== null && !JSON_TYPE.test(type)) {
    throw new HttpProblem(
      'unsupported_media_type',
      'Send the body as JSON, with Content-Type: application/json.',
    );
  }
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > limit) throw tooLarge(limit);
  const bytes = await readBytes(request, limit);
  return optional && bytes.byteLength === 0 ? {} : parseJson(bytes);
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge(limit);
    }
    chunks.push(value);
  }
}

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) {
    throw new HttpProblem('invalid_json', 'The body is empty; a JSON object was expected.');
  }
  let value: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (cause) {
    throw new HttpProblem('invalid_json', 'The body could not be read as JSON in UTF-8.', {
      cause,
    });
  }
  // Only an escape can bring half a surrogate pair past the decoder, and no store can keep one.
  if (/\\ud[89a-f]/i.test(text) && !isWellFormed(value)) {
    throw new HttpProblem(
      'invalid_json',
      'A text in the body holds half of a character (\\ud800 to \\udfff).',
    );
  }
  return value;
}

/** Iterative: a hostile body may nest deeper than the stack. */
function isWellFormed(root: unknown): boolean {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) return false;
    if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) open.push(key, child);
    }
  }
  return true;
}

function tooLarge(limit: number): HttpProblem {
  return new HttpProblem(
    'payload_too_large',
    `The body is larger than the ${(limit / 1024 / 1024).toFixed(0)} MB that are allowed here.`,
  );
}
