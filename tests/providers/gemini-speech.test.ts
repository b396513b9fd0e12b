import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { gemini, segment, speechEngine, WAV } from './heard-segment';
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

describe('Gemini', () => {
  const heard = (answer: unknown): Reply => ({
    do: 'answer',
    text: JSON.stringify(answer),
    usage: { input: 128, output: 12 },
  });

  it('hears a segment that it is sent as audio', async () => {
    server.script({ reply: heard({ language: 'en', text: 'Hello there, everybody.' }) });
    expect(
      await speechEngine(server, gemini).transcribe(segment, {
        signal: signal(),
        language: 'en-GB',
      }),
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
    expect(
      await speechEngine(server, gemini).transcribe(segment, { signal: signal() }),
    ).toMatchObject({
      text: '',
      language: null,
    });
  });

  it('cuts a loop', async () => {
    const loop = 'thank you very much '.repeat(12);
    server.script({ reply: heard({ language: 'en', text: `So, ${loop}` }) });
    const { text } = await speechEngine(server, gemini).transcribe(segment, { signal: signal() });
    expect(text).toBe('So, thank you very much thank you very much');
  });

  it('throws out more words than anybody says in that time', async () => {
    const text = Array.from({ length: 200 }, (_, i) => `word${String(i)}`).join(' ');
    server.script({ reply: heard({ language: 'en', text }) });
    await expect(
      speechEngine(server, gemini).transcribe(segment, { signal: signal() }),
    ).rejects.toMatchObject({
      class: 'overloaded',
      code: 'provider_nonsense',
    });
  });

  it('takes an answer of another shape for nonsense', async () => {
    server.script({ reply: heard({ transcript: 'Hello' }) });
    await expect(
      speechEngine(server, gemini).transcribe(segment, { signal: signal() }),
    ).rejects.toMatchObject({
      code: 'provider_nonsense',
    });
  });
});
