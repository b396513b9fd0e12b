import { afterEach, describe, expect, it, vi } from 'vitest';

import type { EnterpriseConfiguration } from '@/lib/enterprise/configuration';

import { recordingAs } from '../media/recordings';

/** The module with an empty singleton, in a project of its own. */
async function enterprise(name: string) {
  vi.resetModules();
  delete (globalThis as { firelaneTranscriptionQueue?: unknown }).firelaneTranscriptionQueue;
  vi.stubEnv('GOOGLE_CLOUD_PROJECT', `demo-enterprise-${name}-${process.pid}`);
  vi.stubEnv('FIRELANE_DATA_DIR', `.firelane/test-${process.pid}/${name}`);
  vi.stubEnv('FIRELANE_SPEECH_MODELS', 'local');
  vi.stubEnv('FIRELANE_LANGUAGE_MODELS', 'local');
  vi.stubEnv('LOG_LEVEL', 'silent');
  return import('@/lib/enterprise');
}

async function audioDataUri(): Promise<string> {
  const bytes = await recordingAs('a.webm');
  return `data:audio/webm;codecs=opus;base64,${Buffer.from(bytes).toString('base64')}`;
}

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

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the enterprise transcription queue, called as its contract says', () => {
  it('queues a recording, tells its place and what is left, and answers statistics', async () => {
    const { getEnterpriseTranscriptionQueue, queueEnterpriseTranscription, getEnterpriseStats } =
      await enterprise('calls');
    const queue = await getEnterpriseTranscriptionQueue(CONFIGURATION);
    expect(await getEnterpriseTranscriptionQueue()).toBe(queue);

    const { requestId, position, estimatedWait, rateLimitInfo } =
      await queueEnterpriseTranscription(
        { audioDataUri: await audioDataUri() },
        {
          priority: 'high',
          userId: 'user123',
          sessionId: 'session456',
          metadata: { audioSize: 20_000, estimatedDuration: 6 },
        },
      );
    expect(position).toBe(1);
    expect(estimatedWait).toBeNull();
    expect(rateLimitInfo.remaining).toBe(2);
    expect(await queue.get(requestId)).toMatchObject({
      kind: 'transcription',
      state: 'pending',
      priority: 'high',
      userId: 'user123',
    });

    const stats = await getEnterpriseStats();
    expect(stats.queueStats.totalInQueue).toBe(1);
    expect(stats.servers).toEqual([]);
    expect(stats.performance.successRate).toBeNull();
    expect(stats.circuitBreaker.state).toBe('closed');
  });

  it('holds each user to the limit, also when all come at once', async () => {
    const { getEnterpriseTranscriptionQueue, queueEnterpriseTranscription } =
      await enterprise('limit');
    await getEnterpriseTranscriptionQueue(CONFIGURATION);
    const uri = await audioDataUri();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        queueEnterpriseTranscription({ audioDataUri: uri }, { userId: 'user123' }),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'rate_limited' });
  });

  it('runs its jobs itself when it stands in memory, without limits', async () => {
    const { getEnterpriseTranscriptionQueue, queueEnterpriseTranscription } =
      await enterprise('memory');
    const queue = await getEnterpriseTranscriptionQueue({ ...CONFIGURATION, depth: 'memory' });
    const { requestId, rateLimitInfo } = await queueEnterpriseTranscription(
      { audioDataUri: await audioDataUri() },
      { userId: 'user123' },
    );
    expect(rateLimitInfo.remaining).toBe(Infinity);
    await vi.waitFor(async () => expect((await queue.get(requestId))?.state).toBe('completed'), {
      timeout: 25_000,
      interval: 100,
    });
  });

  it('refuses what is no recording, and a configuration that is none', async () => {
    const { getEnterpriseTranscriptionQueue, queueEnterpriseTranscription } =
      await enterprise('refusals');
    await expect(getEnterpriseTranscriptionQueue({ maxQueueSize: -1 })).rejects.toThrow(
      /maxQueueSize/,
    );
    await getEnterpriseTranscriptionQueue(CONFIGURATION);
    const as = { userId: 'user123' };
    await expect(
      queueEnterpriseTranscription({ audioDataUri: 'data:text/plain;base64,AAAA' }, as),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(
      queueEnterpriseTranscription({ audioDataUri: 'data:audio/webm;base64,AAAA' }, as),
    ).rejects.toMatchObject({ code: 'unsupported_media' });
  });
});
