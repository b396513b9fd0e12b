import { describe, expect, it, vi } from 'vitest';

import { settingsSchema } from '@/lib/cluster/settings';
import type { Job } from '@/lib/jobs/job';
import type { Engine } from '@/lib/queue/engine';
import { createQueue } from '@/lib/queue/create-queue';
import { fixedSettings } from '@/lib/queue/settings-follower';
import { shardsWonBy } from '@/lib/queue/shard';
import { slotShards } from '@/lib/queue/user-slots';

import { GENEROUS } from '../generous-settings';
import { heldWork, openEngine } from './engine/open-engine';

const LIMIT = 2;
const SERVERS = ['worker-a', 'worker-b'];
const HOUR_MS = 60 * 60_000;
const SOON = { timeout: 15_000, interval: 50 };

const settings = fixedSettings(
  settingsSchema.parse({ ...GENEROUS, queues: { ai_processing: { userConcurrency: LIMIT } } }),
);

/** Users of whose slots each server has one: each alone would keep to the limit, both together need not. */
const [ann = '', bob = ''] = Array.from({ length: 100 }, (_, n) => `user-${n}`).filter((userId) => {
  const shards = slotShards({ queue: 'ai_processing', userId }, LIMIT);
  return SERVERS.every((server) =>
    shards.some((shard) => shardsWonBy(server, SERVERS).includes(shard)),
  );
});

describe('a user’s jobs at once, over two workers', { timeout: 90_000 }, () => {
  const test = openEngine('user-concurrency');
  const queue = createQueue({ ...test.engine, settings }, { serverTimeoutMs: 2_000 });
  let passedMs = 0;

  /** Its clocks are the test's to move on; it hears of the members as it does, and the test hears after it. */
  function ownEngine(heard: (serverIds: readonly string[]) => void): Partial<Engine> {
    const { cluster, clock, entropy } = test.engine;
    return {
      settings,
      entropy: { ...entropy, random: () => 0 },
      clock: {
        ...clock,
        now: () => clock.now() + passedMs,
        monotonic: () => clock.monotonic() + passedMs,
      },
      cluster: {
        ...cluster,
        watchMembers: (observer) =>
          cluster.watchMembers({
            ...observer,
            next: (members) => {
              observer.next(members);
              heard(members?.serverIds ?? []);
            },
          }),
      },
    };
  }

  const submit = async (userId: string): Promise<Job> =>
    (await queue.submit({ kind: 'probe', userId, input: { n: 0, text: '' } })).job;
  /** At least so many jobs, until each of the user's slots has one: by its id alone a job may fall behind another. */
  const fillSlots = async (userId: string, atLeast: number): Promise<string[]> => {
    const jobs = [await submit(userId)];
    const shards = () => new Set(jobs.map(({ shard }) => shard));
    while (jobs.length < atLeast || shards().size < LIMIT) jobs.push(await submit(userId));
    return jobs.map(({ id }) => id);
  };

  it('are never more than the setting; those above it say so and go on, and others are not held up', async () => {
    const { run, running, endAll } = heldWork();
    const knows = SERVERS.map(() => '');
    let most = 0;
    const counting: typeof run = (input, context) => {
      const ended = run(input, context);
      most = Math.max(most, running.filter(({ job }) => job.userId === ann).length);
      return ended;
    };
    for (const [at, serverId] of SERVERS.entries()) {
      const engine = ownEngine((ids) => (knows[at] = ids.join()));
      // Whoever is passed over in time is not dead for that.
      const patient = { heartbeatMs: 100, serverTimeoutMs: HOUR_MS, sweepMs: HOUR_MS };
      const options = { ...patient, serverId, concurrency: { ai_processing: 8 } };
      await test.startWorker(counting, options, { engine });
    }
    await vi.waitFor(() => expect(knows).toEqual(SERVERS.map(() => SERVERS.join())), SOON);

    const ids = await fillSlots(ann, 8);
    const heldUp = () => Promise.all(ids.map(async (id) => (await queue.get(id))?.waiting?.reason));
    await expect
      .poll(async () => (await heldUp()).filter((reason) => reason === 'user_limit'), SOON)
      .toHaveLength(ids.length - LIMIT);
    const of = (userId: string) => running.filter(({ job }) => job.userId === userId);
    const serversOf = (userId: string) => of(userId).map(({ job }) => job.lease?.serverId);
    await vi.waitFor(() => expect(serversOf(ann).sort()).toEqual(SERVERS), SOON);

    const others = await fillSlots(bob, LIMIT);
    await vi.waitFor(() => expect(of(bob)).toHaveLength(LIMIT), SOON);
    expect(of(ann)).toHaveLength(LIMIT);

    endAll();
    const jobs = () => Promise.all([...ids, ...others].map((id) => queue.get(id)));
    const inTime = async (): Promise<number> => {
      passedMs += 5_000;
      return (await jobs()).filter((job) => job?.state === 'completed').length;
    };
    await expect.poll(inTime, SOON).toBe(ids.length + others.length);
    const done = await jobs();
    for (const job of done) expect(job).toMatchObject({ attempt: 1, failures: 0, waiting: null });
    expect(most).toBe(LIMIT);
  });
});
