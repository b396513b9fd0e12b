import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { EnterpriseConfiguration } from '@/lib/enterprise/configuration';
import { QUEUE_NAMES } from '@/lib/jobs/queues';
import { createServer } from '@/lib/server';

import { recordingAs } from '../media/recordings';
import { type ProviderServer, startProviderServer } from '../providers/server';
import { forgetProcess } from './forget-process';

/** Statistics come with heartbeats, and a busy machine is slow. */
const LONG = { timeout: 120_000 };
const PATIENT = { timeout: 60_000, interval: 100 };

const CONFIGURATION: EnterpriseConfiguration = {
  maxConcurrentRequests: 10,
  maxQueueSize: 1000,
  requestTimeoutMs: 300_000,
  circuitBreaker: { failureThreshold: 5, recoveryTimeMs: 60_000 },
  rateLimiting: { requestsPerMinute: 3, burstLimit: 3, windowSizeMs: 60_000 },
  serverCoordination: {
    heartbeatIntervalMs: 30_000,
    serverTimeoutMs: 90_000,
    leaderElectionEnabled: true,
  },
};

/** No other queue has a slot that it could lend. */
const NONE_ELSE = QUEUE_NAMES.filter((name) => name !== 'media_processing')
  .map((name) => `${name}=0`)
  .join(',');

let provider: ProviderServer;
let audioDataUri: string;
const toStop: (() => Promise<void>)[] = [];

beforeAll(async () => {
  provider = await startProviderServer();
  const bytes = await recordingAs('a.webm');
  audioDataUri = `data:audio/webm;codecs=opus;base64,${Buffer.from(bytes).toString('base64')}`;
});
beforeEach(() => provider.reset());
afterEach(async () => {
  for (const stop of toStop.splice(0)) await stop();
  vi.unstubAllEnvs();
});
afterAll(() => provider.close());

/** The module with an empty singleton, in a project of its own whose speech model is the provider. */
async function enterprise(name: string, env: Record<string, string> = {}) {
  vi.resetModules();
  await forgetProcess();
  const environment = {
    GOOGLE_CLOUD_PROJECT: `demo-enterprise-${name}-${process.pid}`,
    FIRELANE_DATA_DIR: `.firelane/test-${process.pid}/${name}`,
    FIRELANE_SPEECH_MODELS: 'openai-compatible:any-speech',
    FIRELANE_LANGUAGE_MODELS: 'local',
    OPENAI_COMPATIBLE_BASE_URL: provider.baseUrls['openai-compatible'],
    FIRELANE_HEARTBEAT_MS: '400',
    FIRELANE_SERVER_TIMEOUT_MS: '4000',
    FIRELANE_DRAIN_MS: '200',
    LOG_LEVEL: 'silent',
    ...env,
  };
  for (const [key, value] of Object.entries(environment)) vi.stubEnv(key, value);
  const entry = await import('@/lib/enterprise');
  return {
    ...entry,
    open: async (configuration?: EnterpriseConfiguration) => {
      const queue = await entry.getEnterpriseTranscriptionQueue(configuration);
      toStop.push(() => queue.stop());
      return queue;
    },
    submit: (userId = 'user123') =>
      entry.queueEnterpriseTranscription({ audioDataUri }, { userId }),
  };
}

/** A worker as another process would start it: by its own environment, without the configuration. */
async function startWorker(): Promise<string> {
  const worker = createServer(process.env).createWorker();
  await worker.start();
  toStop.push(() => worker.stop());
  return worker.serverId;
}

describe('the enterprise transcription queue, called as its contract says', LONG, () => {
  it('queues a recording, tells its place and what is left, and answers statistics of its servers', async () => {
    const { open, queueEnterpriseTranscription, getEnterpriseStats } = await enterprise('calls');
    const queue = await open(CONFIGURATION);

    const metadata = { audioSize: 20_000, estimatedDuration: 6 };
    const { requestId, position, estimatedWait, rateLimitInfo } =
      await queueEnterpriseTranscription(
        { audioDataUri },
        { priority: 'high', userId: 'user123', sessionId: 'session456', metadata },
      );
    expect(position).toBe(1);
    expect(estimatedWait).toBeNull();
    expect(rateLimitInfo.remaining).toBe(2);
    const job = await queue.get(requestId);
    expect(job).toMatchObject({
      kind: 'transcription',
      state: 'pending',
      priority: 'high',
      userId: 'user123',
      title: 'recording session456',
    });
    expect(JSON.parse(job?.input ?? '')).toMatchObject({ metadata });
    expect((await getEnterpriseStats()).queueStats).toEqual({ totalInQueue: 1, processing: 0 });

    const serverId = await startWorker();
    await vi.waitFor(async () => {
      expect((await queue.get(requestId))?.state).toBe('completed');
      expect((await getEnterpriseStats()).performance.successRate).toBe(1);
    }, PATIENT);
    const stats = await getEnterpriseStats();
    expect(stats.servers).toMatchObject([{ id: serverId, leader: true, running: 0, slots: 10 }]);
    expect(stats.queueStats).toEqual({ totalInQueue: 0, processing: 0 });
    const { waitMs, runMs } = stats.performance;
    for (const measured of [waitMs, runMs]) {
      expect(measured?.p50).toBeGreaterThan(0);
      expect(measured?.p99).toBeGreaterThanOrEqual(measured?.p50 ?? Infinity);
    }
    expect(stats.circuitBreaker.state).toBe('closed');
  });

  it('holds each user to the limit, also when all come at once', async () => {
    const { open, submit } = await enterprise('limit');
    await open(CONFIGURATION);
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => submit()));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'rate_limited' });
  });

  it('opens the breaker of every worker as it is configured, and the recording waits', async () => {
    provider.script({ reply: { do: 'refuse', status: 503, message: 'The model is overloaded.' } });
    const { open, submit, getEnterpriseStats } = await enterprise('breaker');
    const queue = await open({ circuitBreaker: { failureThreshold: 1, recoveryTimeMs: 60_000 } });
    await startWorker();
    const { requestId } = await submit();
    await vi.waitFor(
      async () => expect((await getEnterpriseStats()).circuitBreaker.state).toBe('open'),
      PATIENT,
    );
    // By default it takes five.
    expect(provider.requests.length).toBeLessThan(5);
    await vi.waitFor(async () => {
      const job = await queue.get(requestId);
      expect(job).toMatchObject({ failures: 0 });
      expect(['pending', 'scheduled']).toContain(job?.state);
    }, PATIENT);
  });

  it('refuses what is no recording, and a configuration that is none', async () => {
    const { open, queueEnterpriseTranscription } = await enterprise('refusals');
    await expect(open({ maxQueueSize: -1 })).rejects.toThrow(/maxQueueSize/);
    await open(CONFIGURATION);
    const as = { userId: 'user123' };
    await expect(
      queueEnterpriseTranscription({ audioDataUri: 'data:text/plain;base64,AAAA' }, as),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(
      queueEnterpriseTranscription({ audioDataUri: 'data:audio/webm;base64,AAAA' }, as),
    ).rejects.toMatchObject({ code: 'unsupported_media' });
  });

  it('is one a process: the same for the same configuration, refused for another', async () => {
    const { open } = await enterprise('singleton');
    const queue = await open(CONFIGURATION);
    expect(await open()).toBe(queue);
    expect(await open({ ...CONFIGURATION })).toBe(queue);
    await expect(open({ ...CONFIGURATION, maxQueueSize: 5 })).rejects.toMatchObject({
      code: 'already_configured',
    });
  });
});

describe('the lower steps of the queue', LONG, () => {
  it('in memory runs its jobs itself, under the same limits', async () => {
    const { open, submit } = await enterprise('memory');
    const queue = await open({ ...CONFIGURATION, maxQueueSize: 1, depth: 'memory' });
    const people = ['ann', 'bob', 'eve', 'joe'];
    const outcomes = await Promise.allSettled(people.map((userId) => submit(userId)));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'queue_full' });
    const [taken] = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(taken?.value.rateLimitInfo.remaining).toBe(2);
    const requestId = taken?.value.requestId ?? '';
    await vi.waitFor(
      async () => expect((await queue.get(requestId))?.state).toBe('completed'),
      PATIENT,
    );
  });

  it('in memory without a configuration tells a number that is left', async () => {
    const { open, submit } = await enterprise('own', { FIRELANE_STORE: 'memory' });
    await open();
    expect((await submit()).rateLimitInfo.remaining).toBeGreaterThan(0);
    expect((await submit()).rateLimitInfo.remaining).toBeLessThan(Infinity);
  });

  it('in Firestore runs its jobs itself as one server, estimates, and says when it is full', async () => {
    const { open, submit, getEnterpriseStats } = await enterprise('firestore', {
      FIRELANE_CONCURRENCY: NONE_ELSE,
    });
    const queue = await open({ depth: 'firestore', maxConcurrentRequests: 1, maxQueueSize: 3 });
    const first = await submit();
    await vi.waitFor(async () => {
      const { servers, performance } = await getEnterpriseStats();
      expect(servers).toMatchObject([{ leader: true, slots: 1 }]);
      expect(performance.successRate).toBe(1);
    }, PATIENT);
    expect((await queue.get(first.requestId))?.state).toBe('completed');

    provider.script({ reply: { do: 'hang' } });
    const running = await submit();
    await vi.waitFor(
      async () => expect((await queue.get(running.requestId))?.state).toBe('processing'),
      PATIENT,
    );
    expect((await submit()).position).toBe(1);
    const third = await submit();
    expect(third.position).toBe(2);
    expect(third.estimatedWait).toBeGreaterThan(0);
    const more = await Promise.allSettled(Array.from({ length: 3 }, () => submit()));
    const refused = more.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(2);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'queue_full' });
  });
});
