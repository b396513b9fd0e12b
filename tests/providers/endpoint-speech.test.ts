import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openai, segment, speechEngine, WAV, whisper } from './heard-segment';
import { startProviderServer, type ProviderServer } from './server';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
});
beforeEach(() => {
  server.reset();
});
afterAll(() => server.close());

const signal = () => new AbortController().signal;

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
    const result = await speechEngine(server, ref).transcribe(segment, {
      signal: signal(),
      language: 'en-GB',
    });
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
    expect(await speechEngine(server, ref).transcribe(segment, { signal: signal() })).toMatchObject(
      {
        text: 'one two three',
        words: [],
      },
    );
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
    const { text, words } = await speechEngine(server, ref).transcribe(segment, {
      signal: signal(),
    });
    expect(text).toBe('Hello there.');
    expect(words.map((word) => word.text)).toEqual(['Hello', 'there']);
  });

  it('takes silence for silence', async () => {
    server.script({ reply: { do: 'transcribe', transcript: { text: '' } } });
    expect(await speechEngine(server, ref).transcribe(segment, { signal: signal() })).toEqual({
      text: '',
      language: null,
      words: [],
      usage: null,
    });
  });
});

it('asks OpenAI’s newer models for no times, which they would refuse', async () => {
  await speechEngine(server, { provider: 'openai', model: 'gpt-4o-transcribe' }).transcribe(
    segment,
    {
      signal: signal(),
    },
  );
  const { body } = server.requests[0] ?? {};
  expect(body).toMatchObject({ response_format: 'json' });
  expect(body).not.toHaveProperty('timestamp_granularities[]');
});
