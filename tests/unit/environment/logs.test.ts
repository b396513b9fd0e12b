import { describe, expect, it } from 'vitest';

import { errorFacts } from '@/lib/environment/error-facts';
import { pinoLog } from '@/lib/environment/pino-log';
import { JobError } from '@/lib/jobs/error';
import { createQueue } from '@/lib/queue/create-queue';
import { Runner } from '@/lib/queue/worker/runner';

import { echoKind, inTime, ownedEngine } from '../queue/owned-engine';

const TEXT = 'Dear Dr Miller, my daughter Ann is ill';
const EMAIL = 'ann.miller@example.org';

interface Line {
  level: number;
  msg: string;
  jobId?: string;
  attempt?: number;
  server?: string;
}

/** Runs one job whose work throws, and answers what was logged. */
async function logOf(thrown: unknown): Promise<{ text: string; lines: Line[]; id: string }> {
  let text = '';
  const destination = { write: (line: string) => (text += line) };
  const log = pinoLog({ name: 'test', level: 'debug', destination });
  const engine = { ...ownedEngine(), log };
  const queue = createQueue(engine, { serverTimeoutMs: 15_000 });
  const input = { text: `${TEXT} ${EMAIL}` };
  const submitted = queue.submit({ kind: 'echo', userId: 'u1', input });
  const { job } = await inTime(engine.time, submitted);
  const runner = new Runner(engine, 'server-1', [
    {
      kind: echoKind,
      run: () => {
        throw thrown;
      },
    },
  ]);
  const stored = await engine.jobs.get(job.id);
  const claimed = stored === null ? null : await inTime(engine.time, runner.claim(stored));
  if (claimed === null) throw new Error('not claimed');
  await inTime(engine.time, runner.execute(claimed));
  const lines = text.split('\n').filter(Boolean);
  return { text, lines: lines.map((line) => JSON.parse(line) as Line), id: job.id };
}

function parseError(): unknown {
  try {
    JSON.parse(TEXT);
  } catch (error) {
    return error;
  }
}

/** As providers' libraries throw them: with all that was asked and answered. */
class CallError extends Error {
  readonly requestBodyValues = { messages: [{ content: TEXT }] };
  readonly responseBody = TEXT;
}

const causes: [string, unknown][] = [
  ['a parser’s error', parseError()],
  ['an error that quotes', new Error(`unexpected answer "${TEXT}" for ${EMAIL}`)],
  ['a provider’s error', new CallError('status 400')],
  ['an error with a cause', new Error('wrapped', { cause: parseError() })],
  ['something that is no error', { text: TEXT, title: TEXT }],
  ['a classified error', new JobError('timeout', 'provider_timeout', `no answer: “${TEXT}”`)],
];

describe('the log of an attempt', () => {
  it.each(causes)('holds no text, title or e-mail address after %s', async (_, thrown) => {
    const { text, lines } = await logOf(thrown);
    expect(lines.length).toBeGreaterThan(0);
    for (const word of ['Miller', 'daughter', 'Dear', EMAIL]) expect(text).not.toContain(word);
  });

  it('names the job, the attempt and the server on each line', async () => {
    const { lines, id } = await logOf(new TypeError("x is not a function (reading 'y')"));
    for (const line of lines) {
      expect(line).toMatchObject({ jobId: id, attempt: 1, server: 'server-1' });
    }
  });

  it('says what helps to mend a bug: type, words and where', async () => {
    const { lines } = await logOf(new TypeError("Cannot read properties (reading 'words')"));
    const bug = lines.find(({ msg }) => msg === 'bug');
    expect(bug).toMatchObject({
      err: { type: 'TypeError', message: "Cannot read properties (reading 'words')" },
    });
    expect(JSON.stringify(bug)).toContain('logs.test.ts');
  });
});

describe('a log line', () => {
  it('never shows fields that people fill, whoever hands them over', () => {
    let text = '';
    const destination = { write: (line: string) => (text += line) };
    const log = pinoLog({ name: 'test', level: 'info', destination });
    log.info({ email: EMAIL, job: { title: TEXT, input: TEXT }, error: `"${TEXT}"` }, 'said');
    expect(text).not.toContain('ill');
    expect(text).not.toContain(EMAIL);
  });

  it('keeps an error’s code, and at most two causes', () => {
    const chain = new Error('a', {
      cause: new Error('b', { cause: new Error('c', { cause: 1 }) }),
    });
    expect(errorFacts(Object.assign(chain, { code: 14 }))).toMatchObject({
      code: 14,
      cause: { message: 'b', cause: { message: 'c' } },
    });
    expect(errorFacts(chain).cause?.cause?.cause).toBeUndefined();
  });
});
