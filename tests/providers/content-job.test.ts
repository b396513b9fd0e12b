import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  contentGenerationKind,
  type ContentGenerationOutput,
} from '@/lib/jobs/kinds/content_generation';
import { contentGenerationWork } from '@/lib/work/content_generation';
import { createTextEngine } from '@/lib/work/text/configured-engine';
import { ID, messagesOf, outputs } from './late-release';
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

const services = (spec: string) => ({ text: createTextEngine(configFor(server, spec)) });
const answer = (text: string) => {
  server.script({ reply: { do: 'answer', text } });
};

describe('content', () => {
  const write = (context: ReturnType<typeof workContext>, input: object, spec = specOf('openai')) =>
    contentGenerationWork(services(spec)).run(input, context) as Promise<ContentGenerationOutput>;
  const order = {
    transcriptionId: ID,
    contentTypeId: 'blog',
    contentTypeName: 'Blog article',
    maxWords: 20,
  };

  it('never has more words than were ordered, and counts them truly', async () => {
    answer('One two three four five six seven. '.repeat(10));
    const output = await write(workContext({ outputs }), order);
    expect(contentGenerationKind.output.parse(output)).toMatchObject({ words: 14 });
    expect(output.markdown).toBe(
      'One two three four five six seven. One two three four five six seven.',
    );
  });

  it('passes on what the person asks for', async () => {
    answer('Short.');
    await write(workContext({ outputs }), { ...order, prompt: 'Make it funny' });
    const [system, user] = messagesOf(server.requests[0]);
    expect(system?.content).toContain('at most 20 words');
    expect(user?.content).toContain('Make it funny');
  });
});
