import { describe, expect, it } from 'vitest';

import { readConfig } from '@/lib/config';
import { QUEUE_NAMES } from '@/lib/jobs/queues';

describe('the configuration', () => {
  it('of an empty environment is a local one that works', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      store: 'firestore',
      projectId: 'demo-firelane',
      media: 'disk',
      trustProxy: false,
      logLevel: 'info',
    });
    expect(config.firestoreEmulatorHost).toBeUndefined();
    // A server must be able to miss a heartbeat or two.
    expect(config.serverTimeoutMs).toBeGreaterThanOrEqual(3 * config.heartbeatMs);
    expect(Object.keys(config.concurrency).sort()).toEqual([...QUEUE_NAMES].sort());
  });

  it('takes an empty variable for an absent one', () => {
    const named = ['FIRELANE_STORE', 'FIRELANE_MEDIA', 'FIRELANE_SWEEP_MS', 'FIRELANE_CONCURRENCY'];
    const empty = Object.fromEntries(named.map((name) => [name, '']));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('changes the slots of the queues that are named, and leaves the others', () => {
    const { concurrency } = readConfig({ FIRELANE_CONCURRENCY: 'media_processing=7' });
    expect(concurrency).toEqual({ ...readConfig({}).concurrency, media_processing: 7 });
  });

  it('reads megabytes, buckets and flags', () => {
    expect(
      readConfig({
        FIRELANE_MAX_UPLOAD_MB: '2',
        FIRELANE_MEDIA: 'gs://my-bucket/some/prefix',
        FIRELANE_TRUST_PROXY: '1',
      }),
    ).toMatchObject({
      maxUploadBytes: 2 * 1024 * 1024,
      media: 'gs://my-bucket/some/prefix',
      trustProxy: true,
    });
  });

  it.each([
    ['FIRELANE_STORE', 'redis'],
    ['FIRELANE_MEDIA', 's3://bucket'],
    ['FIRELANE_MAX_UPLOAD_MB', '-1'],
    ['FIRELANE_HEARTBEAT_MS', 'soon'],
    ['FIRELANE_SWEEP_MS', '1.5'],
    ['FIRELANE_CONCURRENCY', 'ai_processing=many'],
    ['FIRELANE_CONCURRENCY', 'ai_processing'],
    ['FIRELANE_TRUST_PROXY', 'yes'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s by its name', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name);
  });
});
