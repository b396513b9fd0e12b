import { describe, expect, it } from 'vitest';

import { JobError } from '@/lib/jobs/error';
import type { ErrorClass } from '@/lib/jobs/error';
import { speechChain } from '@/lib/models/speech/chain';
import type { SpeechStart } from '@/lib/models/speech/chain';
import type { SpeechEngine, SpeechSegment } from '@/lib/models/speech/engine';

const signal = new AbortController().signal;
const segment: SpeechSegment = {
  pcm: new Int16Array(16_000),
  sampleRate: 16_000,
  start: 0,
  end: 1,
  wav: () => new Uint8Array(),
};

interface Scripted extends SpeechEngine {
  calls: number;
  /** What it throws from now on; null to answer. */
  fails: ErrorClass | null;
  retryAfterMs: number | undefined;
}

function engine(provider: string, fails: ErrorClass | null = null): Scripted {
  return {
    provider,
    model: 'm',
    local: provider === 'local',
    note: null,
    calls: 0,
    fails,
    retryAfterMs: undefined,
    transcribe() {
      this.calls += 1;
      if (this.fails !== null) {
        const options = { retryAfterMs: this.retryAfterMs };
        return Promise.reject(new JobError(this.fails, `${provider}_failed`, 'No.', options));
      }
      return Promise.resolve({ text: provider, language: null, words: [], usage: null });
    },
  };
}

function setUp(...engines: Scripted[]) {
  const clock = { now: 0 };
  const chain = speechChain(engines, () => clock.now);
  const hear = async (start: Partial<SpeechStart> = {}): Promise<string> => {
    const run = chain.start({ choice: 'auto', first: null, standIn: false, ...start });
    const result = await run.transcribe(segment, { signal });
    expect(result.engine.provider).toBe(result.text);
    return result.text;
  };
  return { clock, chain, hear };
}

describe('a chain of speech engines', () => {
  it('asks the first and leaves the others alone', async () => {
    const engines = [engine('google'), engine('openai'), engine('local')] as const;
    const { hear, chain } = setUp(...engines);
    expect(await hear()).toBe('google');
    expect(engines.map(({ calls }) => calls)).toEqual([1, 0, 0]);
    expect(chain.engines.map(({ provider }) => provider)).toEqual(['google', 'openai', 'local']);
  });

  it.each(['overloaded', 'rate_limited', 'timeout', 'network', 'auth', 'unsupported'] as const)(
    'goes on to the next when one is %s',
    async (failure) => {
      const { hear } = setUp(engine('google', failure), engine('openai'));
      expect(await hear()).toBe('openai');
    },
  );

  it.each(['invalid_input', 'bug'] as const)('does not go on after %s', async (failure) => {
    const second = engine('openai');
    const { hear } = setUp(engine('google', failure), second);
    await expect(hear()).rejects.toMatchObject({ class: failure });
    expect(second.calls).toBe(0);
  });

  it('lets one that failed rest, as long as it asked for, then asks it again', async () => {
    const first = engine('google', 'rate_limited');
    first.retryAfterMs = 90_000;
    const { hear, clock } = setUp(first, engine('openai'));
    await hear();
    clock.now = 89_999;
    expect(await hear()).toBe('openai');
    expect(first.calls).toBe(1);
    first.fails = null;
    clock.now = 90_001;
    expect(await hear()).toBe('google');
  });

  it('asks those that rest when there is nobody else', async () => {
    const only = engine('google', 'overloaded');
    const { hear } = setUp(only);
    await expect(hear()).rejects.toMatchObject({ class: 'overloaded' });
    only.fails = null;
    expect(await hear()).toBe('google');
  });

  it('does not let the local engine stand in for an outage that may pass', async () => {
    const local = engine('local');
    const { hear } = setUp(engine('google', 'overloaded'), local);
    await expect(hear()).rejects.toMatchObject({ code: 'google_failed' });
    await expect(hear()).rejects.toMatchObject({ code: 'google_failed' });
    expect(local.calls).toBe(0);
  });

  it('lets the local engine stand in when the caller will not wait', async () => {
    const first = engine('google', 'overloaded');
    const { hear } = setUp(first, engine('local'));
    expect(await hear({ standIn: true })).toBe('local');
    expect(await hear({ standIn: true })).toBe('local');
    expect(first.calls).toBe(1);
  });

  it('lets the local engine stand in for a key that is refused', async () => {
    const { hear } = setUp(engine('google', 'auth'), engine('local'));
    expect(await hear()).toBe('local');
  });

  it('throws the most hopeful error when all failed', async () => {
    const { hear } = setUp(engine('google', 'auth'), engine('openai', 'overloaded'));
    await expect(hear()).rejects.toMatchObject({ code: 'openai_failed' });
  });

  it('begins with the engine that an earlier attempt used', async () => {
    const { hear } = setUp(engine('google'), engine('openai'));
    expect(await hear({ first: { provider: 'openai', model: 'm' } })).toBe('openai');
    expect(await hear({ first: { provider: 'openai', model: 'gone' } })).toBe('google');
  });

  it('sends nothing away when the choice is local, and keeps to providers when it is cloud', async () => {
    const cloud = engine('google', 'auth');
    const local = engine('local');
    const { hear } = setUp(cloud, local);
    expect(await hear({ choice: 'local' })).toBe('local');
    expect(cloud.calls).toBe(0);
    await expect(hear({ choice: 'cloud', standIn: true })).rejects.toMatchObject({ class: 'auth' });
    expect(local.calls).toBe(1);
  });

  it.each(['auto', 'local', 'cloud'] as const)(
    'says that there is none for the choice %s',
    (choice) => {
      const chain = speechChain(
        choice === 'auto' ? [] : [engine(choice === 'local' ? 'google' : 'local')],
      );
      expect(() => chain.start({ choice, first: null, standIn: false })).toThrow(
        expect.objectContaining({ class: 'unsupported', code: 'no_speech_engine' }),
      );
    },
  );

  it('asks several segments at once of a provider, one of this machine', () => {
    const start = { choice: 'auto', first: null, standIn: false } as const;
    expect(speechChain([engine('google')]).start(start).parallel).toBeGreaterThan(1);
    expect(speechChain([engine('local')]).start(start).parallel).toBe(1);
  });

  it('does not take an abort for a failure', async () => {
    const abort = new AbortController();
    const second = engine('openai');
    const first: SpeechEngine = {
      ...engine('google'),
      transcribe() {
        abort.abort(new Error('stopped'));
        return Promise.reject(new JobError('network', 'aborted', 'The call was cut.'));
      },
    };
    const run = speechChain([first, second]).start({
      choice: 'auto',
      first: null,
      standIn: false,
    });
    await expect(run.transcribe(segment, { signal: abort.signal })).rejects.toThrow('stopped');
    expect(second.calls).toBe(0);
  });
});
