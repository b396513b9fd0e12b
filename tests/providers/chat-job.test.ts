import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { chatKind, type ChatOutput } from '@/lib/jobs/kinds/chat';
import { chatWork } from '@/lib/work/chat';
import { createTextEngine } from '@/lib/work/text/configured-engine';
import { createWrittenEngine } from '@/lib/work/text/written-engine';
import { ID, messagesOf, outputs, SEGMENTS } from './late-release';
import { configFor, modelsFor, specOf } from './provider-models';
import { startProviderServer, type ProviderServer } from './server';
import { transcription, workContext } from './work-context';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
});
beforeEach(() => {
  server.reset();
});
afterAll(() => server.close());

const services = (spec: string) => ({ text: createTextEngine(configFor(server, spec)) });
const answer = (text: string) => {
  server.script({ reply: { do: 'answer', text } });
};

describe('chat', () => {
  const ask = (context: ReturnType<typeof workContext>, input: object, spec = specOf('openai')) =>
    chatWork(services(spec)).run(input, context) as Promise<ChatOutput>;

  it('cites segments that exist, renumbered, with their times', async () => {
    answer('The tests are slow [2]. Maria mends that [3, 99], by Friday [3][42].');
    const context = workContext({ outputs });
    const output = await ask(context, { transcriptionId: ID, question: 'Why is it late?' });
    expect(chatKind.output.parse(output)).toMatchObject({
      answer: 'The tests are slow [1]. Maria mends that [2], by Friday [2].',
      found: true,
      citations: [
        { segment: 1, start: 5, end: 10, quote: SEGMENTS[1] },
        { segment: 2, start: 10, end: 15, quote: SEGMENTS[2] },
      ],
    });
    const partials = context.reports.flatMap(({ partial }) => partial ?? []);
    expect(partials.length).toBeGreaterThan(2);
    expect(partials.join('\n')).not.toMatch(/\[3|\[99|\[42/);
    expect(messagesOf(server.requests[0])[1]?.content).toContain('[2] (0:05) The release is late');
  });

  it('says when the source has no answer, and shows no sentinel while it does', async () => {
    answer('NOT_IN_SOURCE\nThe transcript is about a late release.');
    const context = workContext({ outputs });
    const output = await ask(context, { transcriptionId: ID, question: 'Who won?' });
    expect(output).toMatchObject({
      found: false,
      answer: 'The transcript is about a late release.',
      citations: [],
    });
    expect(context.reports.map(({ partial }) => partial).join()).not.toContain('NOT');
  });

  it('sends the talk so far, without its old markers', async () => {
    answer('By Friday [3].');
    await ask(workContext({ outputs }), {
      transcriptionId: ID,
      question: 'And when?',
      history: [
        { role: 'user', content: 'Who makes the tests faster?' },
        { role: 'assistant', content: 'Maria does [1].' },
      ],
    });
    const contents = messagesOf(server.requests[0]).map(({ role, content }) => [role, content]);
    expect(contents.slice(1, 3)).toEqual([
      ['user', 'Who makes the tests faster?'],
      ['assistant', 'Maria does.'],
    ]);
  });

  it('retrieves from a source that is too long, and keeps its numbers', async () => {
    const segments = Array.from(
      { length: 80 },
      (_, i) => `Segment ${String(i)} talks about topic number ${String(i)} only.`,
    );
    segments[57] = 'The password of the guest network is written on the blue whiteboard.';
    answer('On the whiteboard [58].');
    const models = modelsFor(server, specOf('openai'));
    const work = chatWork({ text: createWrittenEngine(models, { whole: 500, part: 400 }) });
    const output = (await work.run(
      { transcriptionId: ID, question: 'Where is the guest network password?' },
      workContext({ outputs: { [ID]: transcription(segments) } }),
    )) as ChatOutput;
    expect(output.citations).toMatchObject([{ segment: 57, start: 285 }]);
    const sent = messagesOf(server.requests[0])[1]?.content ?? '';
    expect(sent.length).toBeLessThan(1_200);
    expect(sent).toContain('[58] (4:45) The password');
  });

  it('keeps the times of a text that is the transcription’s own', async () => {
    answer('Slow tests [2].');
    const output = await ask(workContext({ outputs }), {
      transcriptionId: ID,
      text: `  ${SEGMENTS.join('\n')}  `,
      question: 'Why is it late?',
    });
    expect(output.citations).toMatchObject([{ segment: 1, start: 5 }]);
  });
});
