import { describe, expect, it } from 'vitest';

import { readConfig } from '@/lib/config';
import {
  configurationText,
  DEPTHS,
  type EnterpriseConfiguration,
  serverConfiguration,
} from '@/lib/enterprise/configuration';

const CONFIGURATION: EnterpriseConfiguration = {
  maxConcurrentRequests: 10,
  maxQueueSize: 1000,
  requestTimeoutMs: 300_000,
  circuitBreaker: { failureThreshold: 5, recoveryTimeMs: 60_000 },
  rateLimiting: { requestsPerMinute: 10 },
  serverCoordination: {
    heartbeatIntervalMs: 30_000,
    serverTimeoutMs: 90_000,
    leaderElectionEnabled: false,
  },
};

describe('a configuration of the transcription queue', () => {
  it.each(DEPTHS)('holds all of its fields at depth %s', (depth) => {
    const { env } = serverConfiguration({ ...CONFIGURATION, depth }, {});
    expect(readConfig(env)).toMatchObject({
      store: depth === 'memory' ? 'memory' : 'firestore',
      heartbeatMs: 30_000,
      serverTimeoutMs: 90_000,
      leads: false,
      settings: {
        queues: {
          media_processing: { concurrency: 10, maxQueueSize: 1000, requestTimeoutMs: 300_000 },
        },
        breaker: { failureThreshold: 5, recoveryTimeMs: 60_000 },
        plans: { default: { requestsPerMinute: 10 } },
      },
    });
  });

  it('goes over the environment’s own settings, field by field', () => {
    const settings = {
      queues: { media_processing: { userConcurrency: 2 }, ai_processing: { concurrency: 3 } },
      plans: { default: { requestsPerMinute: 60, burstLimit: 7 }, team: { burstLimit: 90 } },
    };
    const { env, tuning } = serverConfiguration(
      { maxQueueSize: 5, rateLimiting: { requestsPerMinute: 10 } },
      { FIRELANE_SETTINGS: JSON.stringify(settings), FIRELANE_HEARTBEAT_MS: '700' },
    );
    expect(readConfig(env)).toMatchObject({ heartbeatMs: 700 });
    expect(readConfig(env).settings).toEqual({
      queues: {
        media_processing: { userConcurrency: 2, maxQueueSize: 5 },
        ai_processing: { concurrency: 3 },
      },
      plans: { default: { requestsPerMinute: 10, burstLimit: 7 }, team: { burstLimit: 90 } },
    });
    expect(tuning).toEqual({
      queues: { media_processing: { maxQueueSize: 5 } },
      plans: { default: { requestsPerMinute: 10 } },
    });
  });

  it('stands where the environment says, unless it names a depth', () => {
    const inMemory = { FIRELANE_STORE: 'memory' };
    expect(serverConfiguration({}, {}).depth).toBe('enterprise');
    expect(serverConfiguration({}, inMemory).depth).toBe('memory');
    expect(serverConfiguration({ depth: 'firestore' }, inMemory)).toMatchObject({
      depth: 'firestore',
      env: { FIRELANE_STORE: 'firestore' },
    });
  });

  it('has one text, however its fields are ordered', () => {
    const one = { maxQueueSize: 5, circuitBreaker: { failureThreshold: 2, recoveryTimeMs: 9 } };
    const other = { circuitBreaker: { recoveryTimeMs: 9, failureThreshold: 2 }, maxQueueSize: 5 };
    expect(configurationText(one)).toBe(configurationText(other));
    expect(configurationText(one)).not.toBe(configurationText({ ...one, maxQueueSize: 6 }));
  });

  it.each([
    [{ maxQueueSize: 0 }, /maxQueueSize/],
    [{ serverCoordination: { heartbeatMs: 1 } }, /heartbeatMs/],
    [{ depth: 'redis' }, /depth/],
  ])('is refused by the name of what is wrong: %j', (configuration, name) => {
    expect(() => configurationText(configuration as EnterpriseConfiguration)).toThrow(name);
  });
});
