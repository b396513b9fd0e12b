import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import type { OutputOf } from '@/lib/jobs/registry';
import { buildWorker } from '@/scripts/build/worker-bundle';
import { wordErrorRate } from '@/scripts/demo/word-error-rate';

import { type Laboratory, openLaboratory, trueWords } from './laboratory';
import { type SpeechServer, startSpeechServer } from './speech-server';
import { endWorkerProcesses, startWorkerProcess } from './worker-process';

/** A worker boots, and another is found dead: seconds each, more on a busy machine. */
const LONG = { timeout: 240_000 };
const PATIENT = { timeout: 60_000, interval: 50 };

const LOCAL = { FIRELANE_SPEECH_MODELS: 'local' };

function provider(speech: SpeechServer): Record<string, string> {
  return {
    FIRELANE_SPEECH_MODELS: 'openai-compatible:any-speech',
    OPENAI_COMPATIBLE_BASE_URL: speech.url,
  };
}

const ended = (job: { state: string }): boolean => ['completed', 'failed'].includes(job.state);

describe('a worker process', LONG, () => {
  const toClose: (() => Promise<void>)[] = [];
  beforeAll(buildWorker);
  afterEach(async () => {
    await endWorkerProcesses();
    for (const close of toClose.splice(0)) await close();
  }, 60_000);

  async function laboratory(models: Record<string, string>): Promise<Laboratory> {
    const opened = await openLaboratory(models);
    toClose.push(opened.close);
    return opened;
  }
  async function speechServer(): Promise<SpeechServer> {
    const speech = await startSpeechServer();
    toClose.push(speech.close);
    return speech;
  }

  it('killed mid-recording leaves its checkpoints to another, which does only the rest', async () => {
    const lab = await laboratory(LOCAL);
    const { id } = await lab.transcribe();
    const first = await startWorkerProcess(lab.env);
    // The plan, and a segment.
    await lab.becomes(id, (job) => job.checkpoints >= 2);
    first.signal('SIGKILL');
    expect(await first.exited).toBe(137);
    const left = await lab.checkpoints(id);

    const second = await startWorkerProcess(lab.env);
    const job = await lab.becomes(id, ended);
    expect(job).toMatchObject({ state: 'completed', attempt: 2, lease: null, error: null });
    expect(job.attempts).toMatchObject([
      { serverId: first.serverId, outcome: 'abandoned', error: { code: 'server_lost' } },
      { serverId: second.serverId, outcome: 'completed', error: null },
    ]);

    const all = await lab.checkpoints(id);
    expect(all.slice(0, left.length)).toEqual(left);
    expect(all.length).toBeGreaterThan(left.length);
    for (const { name, createdAt, updatedAt } of all) expect(updatedAt, name).toBe(createdAt);
    const [plan, ...segments] = all.map(({ value }) => value);
    expect(plan?.step).toBe('plan');
    expect(segments.map(({ index }) => index)).toEqual(segments.map((_, index) => index));
    const output = (await lab.server.queue.output(job)) as OutputOf<'transcription'>;
    expect(output.segments).toHaveLength(segments.length);
    const heard = output.text.split(/\s+/).length;
    const truth = (await trueWords()).split(/\s+/).slice(0, heard).join(' ');
    expect(wordErrorRate(truth, output.text)).toBeLessThan(0.2);
  });

  it('killed mid-recording has paid for no segment that is paid for again', async () => {
    const speech = await speechServer();
    const lab = await laboratory(provider(speech));
    const { id } = await lab.transcribe();
    const first = await startWorkerProcess(lab.env);
    speech.allow(2);
    await lab.becomes(id, (job) => job.checkpoints === 3);
    first.signal('SIGKILL');
    await first.exited;
    const paid = [...speech.answered];
    const asked = speech.asked.length;

    speech.allow(Infinity);
    await startWorkerProcess(lab.env);
    const job = await lab.becomes(id, ended);
    expect(job.attempts.map(({ outcome }) => outcome)).toEqual(['abandoned', 'completed']);
    const askedAgain = speech.asked.slice(asked);
    expect(paid).toHaveLength(2);
    expect(askedAgain.filter((sound) => paid.includes(sound))).toEqual([]);
    expect(new Set(speech.answered).size).toBe(speech.answered.length);
    const output = (await lab.server.queue.output(job)) as OutputOf<'transcription'>;
    expect(speech.answered).toHaveLength(output.segments.length);
  });

  it('that stood still beyond its timeout can write nothing when it goes on', async () => {
    const speech = await speechServer();
    const lab = await laboratory(provider(speech));
    const { jobs, cluster } = lab.server.engine;
    const { id } = await lab.transcribe();
    const first = await startWorkerProcess(lab.env);
    speech.allow(1);
    await lab.becomes(id, (job) => job.checkpoints === 2);
    await vi.waitUntil(() => speech.waiting() > 0, PATIENT);
    first.signal('SIGSTOP');
    const held = speech.waiting();

    const second = await startWorkerProcess(lab.env);
    await vi.waitUntil(() => speech.waiting() > held, PATIENT);
    // Its answers have come, as the others' have; it reads them when it goes on.
    speech.allow(Infinity);
    const job = await lab.becomes(id, ended);
    expect(job.attempts).toMatchObject([
      { serverId: first.serverId, outcome: 'abandoned' },
      { serverId: second.serverId, outcome: 'completed' },
    ]);
    const stored = await jobs.get(id);
    const checkpoints = await lab.checkpoints(id);

    first.signal('SIGCONT');
    // It is back, and has found out that the job is not its own any more.
    await vi.waitUntil(async () => {
      const servers = await cluster.servers();
      return servers.some((server) => server.id === first.serverId && server.running === 0);
    }, PATIENT);
    expect(await jobs.get(id)).toEqual(stored);
    expect(await lab.checkpoints(id)).toEqual(checkpoints);
  });

  it('told to end hands its job back, ends with 0, and another finishes it', async () => {
    const speech = await speechServer();
    const lab = await laboratory(provider(speech));
    const { queue, engine } = lab.server;
    const { id } = await lab.transcribe();
    const first = await startWorkerProcess(lab.env);
    speech.allow(1);
    await lab.becomes(id, (job) => job.checkpoints === 2);
    first.signal('SIGTERM');
    expect(await first.exited).toBe(0);
    const handed = await queue.get(id);
    expect(handed).toMatchObject({ state: 'pending', failures: 0, lease: null });
    expect(handed?.attempts).toMatchObject([{ serverId: first.serverId, outcome: 'released' }]);
    expect(await engine.cluster.servers()).toEqual([]);

    speech.allow(Infinity);
    await startWorkerProcess(lab.env);
    const job = await lab.becomes(id, ended);
    expect(job).toMatchObject({ state: 'completed', failures: 0 });
    expect(job.attempts.map(({ outcome }) => outcome)).toEqual(['released', 'completed']);
    expect(new Set(speech.answered).size).toBe(speech.answered.length);
  });
});
