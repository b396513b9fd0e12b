import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import type { OutputOf } from '@/lib/jobs/registry';
import { createServer } from '@/lib/server';
import type { Server } from '@/lib/server';
import { startEmulators } from '@/scripts/emulators/start';
import type { Emulators } from '@/scripts/emulators/start';
import { startProcess } from '@/scripts/processes/start-process';

const PROJECT = 'demo-functions';
/** Where the emulator takes the call that Cloud Scheduler would make. */
const SWEEP = `functions/projects/${PROJECT}/triggers/us-central1-sweepJobs-0`;
/** An instance starts cold: a process, and megabytes of code. */
const COLD_START_MS = 60_000;

const TEXT = `Firelane runs slow work as background jobs. The jobs are documents in Firestore.
A worker claims a job by compare-and-set, so that two workers never run the same attempt.
When a worker dies, its jobs return to the queue. Nobody has to wait for a person to notice.`;

let folder: string;
let emulators: Emulators;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firelane-functions-'));
  const build = startProcess({
    name: 'build:functions',
    command: process.execPath,
    args: ['--import', 'tsx', 'scripts/build/build-functions.ts', folder],
  });
  expect(await build.exited, build.tail()).toBe(0);
  emulators = await startEmulators({
    projectId: PROJECT,
    only: ['firestore', 'functions'],
    functionsFolder: folder,
    functionsEnv: { FIRELANE_LANGUAGE_MODELS: 'local', LOG_LEVEL: 'warn' },
  });
  for (const [name, value] of Object.entries(emulators.env)) vi.stubEnv(name, value);
  server = createServer({ ...emulators.env, LOG_LEVEL: 'silent' });
}, 180_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
  await emulators.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

async function finished(id: string): Promise<Job> {
  const job = await vi.waitUntil(
    async () => {
      const now = await server.queue.get(id);
      return now?.finishedAt == null ? false : now;
    },
    { timeout: COLD_START_MS, interval: 100 },
  );
  return job;
}

async function summaryOf(job: Job): Promise<OutputOf<'summary'>> {
  return (await server.queue.output(job)) as OutputOf<'summary'>;
}

describe('Cloud Functions', { timeout: COLD_START_MS + 10_000 }, () => {
  it('run a job that was created, in one attempt, to its end', async () => {
    const { job } = await server.queue.submit({
      kind: 'summary',
      userId: 'alice',
      input: { text: TEXT, style: 'brief' },
    });
    const done = await finished(job.id);
    expect(done).toMatchObject({ state: 'completed', attempt: 1, error: null });
    expect(done.attempts[0]?.serverId).toMatch(/^function-/);
    const summary = await summaryOf(done);
    expect(summary.engine).toMatchObject({ local: true });
    expect(summary.markdown.length).toBeGreaterThan(20);
  });

  it('find by the schedule what no trigger told of', async () => {
    // Created as scheduled, so that its trigger has nothing to do.
    const { job } = await server.queue.submit({
      kind: 'summary',
      userId: 'alice',
      input: { text: TEXT, style: 'key_points' },
      runAt: Date.now() + 3_000,
    });
    expect(job.state).toBe('scheduled');
    await vi.waitUntil(() => Date.now() > (job.runAt ?? 0), { timeout: 10_000 });
    const answer = await fetch(`${emulators.functionsUrl}/${SWEEP}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(200);
    expect(await finished(job.id)).toMatchObject({ state: 'completed', attempt: 1 });
  });

  it('leave recordings to the workers, whose machines have the speech engine', async () => {
    const { job: recording } = await server.queue.submit({
      kind: 'transcription',
      userId: 'alice',
      input: { mediaId: 'no-such-media', fileName: 'a.mp3' },
    });
    const { job: later } = await server.queue.submit({
      kind: 'summary',
      userId: 'alice',
      input: { text: TEXT },
    });
    await finished(later.id);
    expect(await server.queue.get(recording.id)).toMatchObject({ state: 'pending', attempt: 0 });
  });
});
