// @vitest-environment happy-dom
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { useDeepSeekJob } from '@/hooks/use-deepseek-job';
import { useDeepSeekJobs } from '@/hooks/use-deepseek-jobs';

import { type HookHost, hostHooks } from './hook-host';

const TEXT = `Ann opened the meeting. The budget is due on Friday. Bob books the large room for Monday.
The launch moves to the second week of May. Ann writes the report until Thursday evening.`;

interface Followed {
  jobId: string | null;
  userId: string;
}

const useBoth = (followed: Followed) => ({
  jobs: useDeepSeekJobs({ userId: followed.userId }),
  job: useDeepSeekJob(followed),
});

let host: HookHost<Followed, ReturnType<typeof useBoth>>;

beforeAll(async () => {
  host = await hostHooks(useBoth, { jobId: null, userId: '' });
});

afterAll(() => host.close());

describe('useDeepSeekJobs and useDeepSeekJob', () => {
  it('start a job, list it, and follow it to its result', async () => {
    const { userId } = host;
    const { jobs } = await host.render({ jobId: null, userId });
    const jobId = await jobs.startJob({
      jobType: 'summary',
      transcriptionText: TEXT,
      prompt: 'key_points',
    });
    await host.render({ jobId, userId });
    const now = await host.until(({ job }) => job.job?.status === 'completed');
    expect(now.job).toMatchObject({ isLoading: false, error: null });
    expect(now.job.job?.result).toMatch(/budget|launch|report/);
    expect(now.jobs.jobs.map(({ id }) => id)).toContain(jobId);

    const stranger = await host.render({ jobId, userId: 'somebody-else' });
    expect(stranger.jobs.jobs).toEqual([]);
    expect(stranger.job.job).toBeNull();
  });
});
