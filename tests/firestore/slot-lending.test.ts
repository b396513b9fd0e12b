import { expect, it, vi } from 'vitest';

import { heldWork, openEngine } from './engine/open-engine';

const SOON = { timeout: 20_000, interval: 50 };

/** Many steps, each of which a busy emulator may take its time for. */
const PATIENT = { timeout: 120_000 };

const test = openEngine('slot-lending');

it(
  'lends a queue’s idle slot to a busy one, keeps one free for its next job, and takes the lent one back',
  PATIENT,
  async () => {
    const { run, running, end, endAll } = heldWork();
    const worker = await test.startWorker(run, {
      concurrency: { ai_processing: 2, media_processing: 2 },
      heartbeatMs: 200,
    });
    const count = () => ({
      ai: running.filter(({ job }) => job.queue === 'ai_processing').length,
      media: running.filter(({ job }) => job.queue === 'media_processing').length,
    });
    const reaches = (expected: ReturnType<typeof count>) =>
      vi.waitFor(() => expect(count()).toEqual(expected), SOON);
    /** Some heartbeats and looks at the queues later, as the server's own record says. */
    const stays = async (expected: ReturnType<typeof count>): Promise<void> => {
      const record = async () =>
        (await test.engine.cluster.servers()).find(({ id }) => id === worker.serverId);
      const before = (await record())?.counter ?? 0;
      await expect
        .poll(async () => ((await record())?.counter ?? 0) - before, SOON)
        .toBeGreaterThanOrEqual(3);
      expect(count()).toEqual(expected);
      const { ai, media } = expected;
      const told = Object.entries({ ai_processing: ai, media_processing: media });
      expect((await record())?.runningByQueue).toEqual(
        Object.fromEntries(told.filter(([, running]) => running > 0)),
      );
    };
    const submit = (kind: string) => test.submit({}, { kind, userId: `user-${kind}` });

    const ai = await Promise.all(Array.from({ length: 5 }, () => submit('probe')));
    await reaches({ ai: 3, media: 0 });
    await stays({ ai: 3, media: 0 });

    const media = [await submit('media_probe')];
    await reaches({ ai: 3, media: 1 });
    media.push(await submit('media_probe'));
    await stays({ ai: 3, media: 1 });

    end(({ queue }) => queue === 'ai_processing');
    await reaches({ ai: 2, media: 2 });
    await stays({ ai: 2, media: 2 });

    endAll();
    const jobs = () => Promise.all([...ai, ...media].map(({ id }) => test.queue.get(id)));
    const states = async () => (await jobs()).map((job) => job?.state);
    await expect.poll(states, SOON).toEqual(Array<string>(7).fill('completed'));
    for (const job of await jobs()) expect(job).toMatchObject({ attempt: 1, failures: 0 });
  },
);
