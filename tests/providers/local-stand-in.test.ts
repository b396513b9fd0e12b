import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import type { ChatOutput } from '@/lib/jobs/kinds/chat';
import type { ContentGenerationOutput } from '@/lib/jobs/kinds/content_generation';
import type { SummaryOutput } from '@/lib/jobs/kinds/summary';
import { chatWork } from '@/lib/work/chat';
import { contentGenerationWork } from '@/lib/work/content_generation';
import { summaryWork } from '@/lib/work/summary';
import { createTextEngine } from '@/lib/work/text/configured-engine';
import { ID, outputs, SEGMENTS } from './late-release';
import { configFor, specOf } from './provider-models';
import { startProviderServer, type ProviderServer } from './server';
import { workContext } from './work-context';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
});
beforeEach(() => {
  server.reset();
});
afterAll(() => server.close());

const DAY_MS = 24 * 60 * 60_000;
/** One more failure that counts, and the job is a dead letter. */
const LAST: Partial<Job> = { attempt: 3, failures: 2 };

const services = (spec: string) => ({ text: createTextEngine(configFor(server, spec)) });

describe('the local engine at the end of the chain', () => {
  const spec = `${specOf('openai')},local`;
  const input = { transcriptionId: ID, style: 'key_points' };
  const run = (job: Partial<Job> = {}) =>
    summaryWork(services(spec)).run(input, workContext({ outputs, job })) as Promise<SummaryOutput>;

  it.each([
    ['on the first attempt', {}],
    ['however many attempts it ended already', { attempt: 7 }],
    ['after a replay of a job that failed', { attempt: 4, createdAt: Date.now() - DAY_MS }],
  ])('leaves an outage to the queue %s', async (_, job) => {
    server.script({ reply: { do: 'refuse', status: 503 } });
    await expect(run(job)).rejects.toMatchObject({ class: 'overloaded' });
  });

  it('steps in on the last attempt, and says so', async () => {
    server.script({ reply: { do: 'refuse', status: 503 } });
    const output = await run(LAST);
    expect(output.engine).toMatchObject({ provider: 'local', model: 'extractive', local: true });
    expect(output.engine.note).toContain('did not answer');
    expect(output.markdown).toContain('The release is late because the tests are slow.');
  });

  it('steps in once the job has waited for ten minutes', async () => {
    server.script({ reply: { do: 'refuse', status: 503 } });
    const output = await run({ rank: Date.now() - 10 * 60_000 - 1 });
    expect(output.engine.provider).toBe('local');
  });

  it.each([
    ['a refused key', { status: 401 }],
    ['a wait of hours', { status: 429, headers: { 'retry-after': '36000' } }],
  ])('steps in at once for %s', async (_, refusal) => {
    server.script({ reply: { do: 'refuse', ...refusal } });
    expect((await run()).engine.provider).toBe('local');
  });

  it('steps in for chat and content as well', async () => {
    server.script({ reply: { do: 'refuse', status: 401 } });
    const context = workContext({ outputs });
    const chat = (await chatWork(services(spec)).run(
      { transcriptionId: ID, question: 'Who makes the tests faster?' },
      context,
    )) as ChatOutput;
    expect(chat.answer).toContain('Maria will make the tests faster');
    const content = (await contentGenerationWork(services(spec)).run(
      { transcriptionId: ID, contentTypeId: 'post', contentTypeName: 'Post', maxWords: 30 },
      context,
    )) as ContentGenerationOutput;
    expect(content.words).toBeLessThanOrEqual(30);
    for (const { engine } of [chat, content]) expect(engine.provider).toBe('local');
    expect(context.usage).toMatchObject([
      { provider: 'local', cost: 0 },
      { provider: 'local', cost: 0 },
    ]);
  });

  it('ends the chain wherever it stands', async () => {
    const text = createTextEngine(configFor(server, `local,${specOf('openai')}`));
    expect(text.engines.map(({ provider }) => provider)).toEqual(['local']);
    const both = createTextEngine(configFor(server, `${spec},${specOf('xai')}`));
    expect(both.engines.map(({ provider }) => provider)).toEqual(['openai', 'local']);
  });

  it('is asked without any call when it is the only one', async () => {
    const output = (await chatWork(services('local')).run(
      { transcriptionId: ID, question: 'How much is the budget for servers?' },
      workContext({ outputs }),
    )) as ChatOutput;
    expect(output.citations).toMatchObject([{ segment: 3, start: 15, quote: SEGMENTS[3] }]);
    expect(server.requests).toEqual([]);
  });
});
