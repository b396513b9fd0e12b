// @vitest-environment happy-dom
import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { useEnterpriseTranscriptionQueue } from '@/hooks/use-enterprise-transcription-queue';
import {
  useTranscriptionQueue,
  type UseTranscriptionQueueOptions,
} from '@/hooks/use-transcription-queue';

import { type HookHost, hostHooks } from './hook-host';

/** Some seconds of the bundled recording. */
const PART_BYTES = 40_000;

const useBoth = (options: UseTranscriptionQueueOptions) => ({
  basic: useTranscriptionQueue({ userId: options.userId }),
  enterprise: useEnterpriseTranscriptionQueue(options),
});

let host: HookHost<UseTranscriptionQueueOptions, ReturnType<typeof useBoth>>;

beforeAll(async () => {
  host = await hostHooks(useBoth, { userId: '' });
});

afterAll(() => host.close());

describe('useTranscriptionQueue and useEnterpriseTranscriptionQueue', () => {
  it('queue a recording, follow it to its end, and tell of it once', async () => {
    const completed: string[] = [];
    const failed: string[] = [];
    const { enterprise } = await host.render({
      userId: host.userId,
      onComplete: ({ id }) => completed.push(id),
      onError: ({ id }) => failed.push(id),
    });
    const bytes = await readFile('samples/weekly-planning-meeting.mp3');
    const base64 = bytes.subarray(0, PART_BYTES).toString('base64');
    const { requestId, rateLimitInfo } = await enterprise.queueTranscription(
      { audioDataUri: `data:audio/mpeg;base64,${base64}` },
      { priority: 'high', sessionId: 'session456', metadata: { estimatedDuration: 6 } },
    );
    expect(rateLimitInfo.remaining).toBeGreaterThanOrEqual(0);
    await host.until((now) => now.enterprise.hasActiveRequests);
    const now = await host.until(
      ({ basic, enterprise: { requests, hasActiveRequests, stats } }) =>
        requests.length > 0 && !hasActiveRequests && !basic.hasActiveRequests && stats !== null,
    );
    expect({ completed, failed }).toEqual({ completed: [requestId], failed: [] });
    for (const queue of [now.basic, now.enterprise]) {
      expect(queue.requests.map((job) => [job.id, job.state])).toEqual([[requestId, 'completed']]);
      expect(queue).toMatchObject({ isLoading: false, error: null });
    }
    expect(now.enterprise.stats?.userRateLimit.limit).toBeGreaterThan(0);
    expect(now.enterprise.stats?.currentQueueSize).toBeGreaterThanOrEqual(0);

    const stranger = await host.render({ userId: 'somebody-else' });
    expect(stranger.basic.requests).toEqual([]);
    expect(stranger.enterprise.requests).toEqual([]);
  });
});
