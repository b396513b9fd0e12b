import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readJson } from '@/lib/http/body';
import { HttpProblem } from '@/lib/http/problem';

const LIMIT = 1_000;

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request('http://localhost/api', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });
}

async function refusal(request: Request): Promise<string> {
  try {
    await readJson(request, LIMIT);
    return 'none';
  } catch (error) {
    return error instanceof HttpProblem ? error.code : String(error);
  }
}

describe('readJson', () => {
  it('reads any JSON, whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
        const text = JSON.stringify(value);
        const read = await readJson(post(text), Buffer.byteLength(text));
        expect(read).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses every text that is no JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 100 }), async (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        fc.pre(!valid);
        expect(await refusal(post(text))).toBe('invalid_json');
      }),
    );
  });

  it('refuses bytes that are not UTF-8', async () => {
    expect(await refusal(post(new Uint8Array([0x22, 0xff, 0x22])))).toBe('invalid_json');
  });

  it('refuses half a character, in a value, a key and at any depth', async () => {
    for (const text of ['"\\ud800"', '{"\\udc00":1}', '[[{"a":"x\\uD83Dy"}]]']) {
      expect(await refusal(post(text))).toBe('invalid_json');
    }
    expect(await refusal(post('"\\ud83d\\ude00"'))).toBe('none');
  });

  it('refuses what claims to be larger than the limit before it reads', async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull() {
          pulled++;
        },
      },
      { highWaterMark: 0 },
    );
    expect(await refusal(post(body, { 'content-length': '1001' }))).toBe('payload_too_large');
    expect(pulled).toBe(0);
  });

  it('stops reading a body that is larger than it claimed', async () => {
    let sent = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          sent += 100;
          controller.enqueue(new Uint8Array(100));
        },
        cancel() {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    expect(await refusal(post(endless, { 'content-length': '5' }))).toBe('payload_too_large');
    expect(sent).toBeLessThan(2 * LIMIT);
    expect(cancelled).toBe(true);
  });

  it('takes JSON types alone, so that no form of another site is read', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      expect(await refusal(post('{}', { 'content-type': type }))).toBe('unsupported_media_type');
    }
    for (const type of ['application/json; charset=utf-8', 'application/merge-patch+json']) {
      expect(await refusal(post('{}', { 'content-type': type }))).toBe('none');
    }
  });

  it('reads nesting far deeper than the stack', async () => {
    const depth = 50_000;
    const text = `${'['.repeat(depth)}"\\ud83d\\ude00"${']'.repeat(depth)}`;
    await expect(readJson(post(text), text.length)).resolves.toBeDefined();
  });
});
