import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { modelsConfigSchema } from '@/lib/models/providers/config';
import type { CloudModelRef } from '@/lib/models/providers/model-ref';
import { createCloudSpeech } from '@/lib/models/speech/cloud/cloud-speech';
import type { SpeechSegment } from '@/lib/models/speech/engine';
import { ALL_PROVIDERS, NOW } from './provider-models';
import { startProviderServer, type ProviderServer, type Reply } from './server';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
});
beforeEach(() => {
  server.reset();
});
afterAll(() => server.close());

const WAV = new TextEncoder().encode('RIFF....WAVEfmt the samples');

/** Four seconds from the middle of a recording. */
const segment: SpeechSegment = {
  pcm: new Int16Array(64_000),
  sampleRate: 16_000,
  start: 10,
  end: 14,
  wav: () => WAV,
};

function engine(ref: CloudModelRef, options: { keys?: string[]; callTimeoutMs?: number } = {}) {
  const { keys = ['key-one'], ...limits } = options;
  const config = modelsConfigSchema.parse({
    language: [{ provider: 'local', model: 'extractive' }],
    speech: [ref],
    providers: Object.fromEntries(
      ALL_PROVIDERS.map((name) => [name, { keys, baseURL: server.baseUrls[name] }]),
    ),
    ...limits,
  });
  return createCloudSpeech(ref, config, () => NOW);
}

const gemini: CloudModelRef = { provider: 'google', model: 'gemini-2.5-flash' };
const whisper: CloudModelRef = { provider: 'openai-compatible', model: 'whisper-1' };
const openai: CloudModelRef = { provider: 'openai', model: 'whisper-1' };
const signal = () => new AbortController().signal;

describe('Gemini', () => {
  const heard = (answer: unknown): Reply => ({
    do: 'answer',
    text: JSON.stringify(answer),
    usage: { input: 128, output: 12 },
  });

  it('hears a segment that it is sent as audio', async () => {
    server.script({ reply: heard({ language: 'en', text: 'Hello there, everybody.' }) });
    expect(
      await engine(gemini).transcribe(segment, { signal: signal(), language: 'en-GB' }),
    ).toEqual({
      text: 'Hello there, everybody.',
      language: 'en',
      words: [],
      usage: { inputTokens: 128, outputTokens: 12 },
    });
    const [call] = server.requests;
    const sent = JSON.stringify(call?.body);
    expect(sent).toContain(Buffer.from(WAV).toString('base64'));
    expect(sent).toContain('audio/wav');
    expect(sent).toContain('en-GB');
    expect(sent).toContain('responseSchema');
  });

  it('takes silence for silence', async () => {
    server.script({ reply: heard({ language: 'en', text: ' … ' }) });
    expect(await engine(gemini).transcribe(segment, { signal: signal() })).toMatchObject({
      text: '',
      language: null,
    });
  });

  it('cuts a loop', async () => {
    const loop = 'thank you very much '.repeat(12);
    server.script({ reply: heard({ language: 'en', text: `So, ${loop}` }) });
    const { text } = await engine(gemini).transcribe(segment, { signal: signal() });
    expect(text).toBe('So, thank you very much thank you very much');
  });

  it('throws out more words than anybody says in that time', async () => {
    const text = Array.from({ length: 200 }, (_, i) => `word${String(i)}`).join(' ');
    server.script({ reply: heard({ language: 'en', text }) });
    await expect(engine(gemini).transcribe(segment, { signal: signal() })).rejects.toMatchObject({
      class: 'overloaded',
      code: 'provider_nonsense',
    });
  });

  it('takes an answer of another shape for nonsense', async () => {
    server.script({ reply: heard({ transcript: 'Hello' }) });
    await expect(engine(gemini).transcribe(segment, { signal: signal() })).rejects.toMatchObject({
      code: 'provider_nonsense',
    });
  });
});

describe.each([
  ['an OpenAI-compatible server', whisper],
  ['OpenAI', openai],
])('%s', (_, ref) => {
  it('hears words with their times', async () => {
    server.script({
      reply: {
        do: 'transcribe',
        transcript: {
          text: ' Hello there. ',
          language: 'english',
          duration: 4,
          segments: [{ start: 0, end: 2, text: ' Hello there.' }],
          words: [
            { word: 'Hello', start: 0.2, end: 0.8 },
            { word: 'there', start: 0.9, end: 4.2 },
          ],
        },
      },
    });
    const result = await engine(ref).transcribe(segment, { signal: signal(), language: 'en-GB' });
    expect(result).toEqual({
      text: 'Hello there.',
      language: 'en',
      words: [
        { text: 'Hello', start: 0.2, end: 0.8, confidence: null },
        { text: 'there', start: 0.9, end: 4, confidence: null },
      ],
      usage: null,
    });
    const { body, key } = server.requests[0] ?? {};
    expect(key).toBe('key-one');
    expect(body).toMatchObject({
      model: 'whisper-1',
      response_format: 'verbose_json',
      language: 'en',
      'timestamp_granularities[]': ['word', 'segment'],
    });
    expect(await (body?.['file'] as File).bytes()).toEqual(WAV);
  });

  it('trusts no times when many are impossible', async () => {
    const words = [
      { word: 'one', start: 0, end: 1 },
      { word: 'two', start: 9, end: 9.5 },
      { word: 'three', start: 2, end: 1 },
    ];
    server.script({ reply: { do: 'transcribe', transcript: { text: 'one two three', words } } });
    expect(await engine(ref).transcribe(segment, { signal: signal() })).toMatchObject({
      text: 'one two three',
      words: [],
    });
  });

  it('leaves out what was made up over silence, by the endpoint’s own measure', async () => {
    const made = {
      start: 2,
      end: 4,
      text: ' Thanks for watching!',
      no_speech_prob: 0.95,
      avg_logprob: -1.4,
    };
    const said = {
      start: 0,
      end: 2,
      text: ' Hello there.',
      no_speech_prob: 0.02,
      avg_logprob: -0.2,
    };
    server.script({
      reply: {
        do: 'transcribe',
        transcript: {
          text: 'Hello there. Thanks for watching!',
          segments: [said, made],
          words: [
            { word: 'Hello', start: 0, end: 1 },
            { word: 'there', start: 1, end: 2 },
            { word: 'Thanks', start: 2.1, end: 3 },
          ],
        },
      },
    });
    const { text, words } = await engine(ref).transcribe(segment, { signal: signal() });
    expect(text).toBe('Hello there.');
    expect(words.map((word) => word.text)).toEqual(['Hello', 'there']);
  });

  it('takes silence for silence', async () => {
    server.script({ reply: { do: 'transcribe', transcript: { text: '' } } });
    expect(await engine(ref).transcribe(segment, { signal: signal() })).toEqual({
      text: '',
      language: null,
      words: [],
      usage: null,
    });
  });
});

it('asks OpenAI’s newer models for no times, which they would refuse', async () => {
  await engine({ provider: 'openai', model: 'gpt-4o-transcribe' }).transcribe(segment, {
    signal: signal(),
  });
  const { body } = server.requests[0] ?? {};
  expect(body).toMatchObject({ response_format: 'json' });
  expect(body).not.toHaveProperty('timestamp_granularities[]');
});

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
    const call = engine(ref, limit).transcribe(segment, { signal: signal() });
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
    const { text } = await engine(ref, { keys: ['a', 'b'] }).transcribe(segment, {
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
    const call = engine(ref).transcribe(segment, { signal: controller.signal });
    await expect(call).rejects.toThrow('cancelled by its owner');
  });
});
