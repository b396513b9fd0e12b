import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { gemini, openai, segment, speechEngine, whisper } from './heard-segment';
import { startProviderServer, type ProviderServer, type Reply } from './server';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
});
beforeEach(() => {
  server.reset();
});
afterAll(() => server.close());

const signal = () => new AbortController().signal;

const FAILURES: [string, Reply, object][] = [
  [
    'a rate limit',
    { do: 'refuse', status: 429, headers: { 'retry-after': '5' } },
    { class: 'rate_limited', retryAfterMs: 5_000 },
  ],
  ['overload', { do: 'refuse', status: 503 }, { class: 'overloaded' }],
  ['a refused key', { do: 'refuse', status: 401 }, { class: 'auth' }],
  ['a hanging server', { do: 'hang' }, { class: 'timeout' }],
  ['nonsense', { do: 'nonsense' }, { class: 'overloaded', code: 'provider_nonsense' }],
];

describe.each([gemini, whisper, openai])('$provider', (ref) => {
  it.each(FAILURES)('names %s', async (_, reply, expected) => {
    server.script({ reply });
    const limit = reply.do === 'hang' ? { callTimeoutMs: 60 } : {};
    const call = speechEngine(server, ref, limit).transcribe(segment, { signal: signal() });
    await expect(call).rejects.toMatchObject(expected);
  });

  it('goes on with the next key when one is spent', async () => {
    server.script({ key: 'a', reply: { do: 'refuse', status: 429 } });
    if (ref.provider === 'google') {
      server.script({
        key: 'b',
        reply: { do: 'answer', text: '{"language":"en","text":"hello there"}' },
      });
    }
    const { text } = await speechEngine(server, ref, { keys: ['a', 'b'] }).transcribe(segment, {
      signal: signal(),
    });
    expect(text).toBe('hello there');
    expect(server.requests.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('stops at once when the job is cancelled', async () => {
    const controller = new AbortController();
    server.script({
      reply: () => {
        controller.abort(new Error('cancelled by its owner'));
        return { do: 'hang' };
      },
    });
    const call = speechEngine(server, ref).transcribe(segment, { signal: controller.signal });
    await expect(call).rejects.toThrow('cancelled by its owner');
  });
});
