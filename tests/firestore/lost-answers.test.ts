import { describe, expect, it } from 'vitest';

import { type JobStore, StoreUnavailable } from '@/lib/queue/ports/job-store';

import { echo, openEngine } from './engine/open-engine';

let losing = false;
/** Applies a write, and loses its answer. */
const withLosses = (jobs: JobStore): JobStore => ({
  ...jobs,
  write: async (write) => {
    const outcome = await jobs.write(write);
    if (!losing) return outcome;
    losing = false;
    throw new StoreUnavailable('the answer was lost');
  },
});

describe('a change in Firestore whose answer was lost', () => {
  const test = openEngine('lost-answers', withLosses);
  const { queue } = test;

  async function ended(): Promise<string> {
    const worker = await test.startWorker(echo);
    const { id } = await test.submit({ text: 'heard' });
    await test.reaches(id, 'completed');
    await worker.stop();
    losing = true;
    return id;
  }

  it.each([
    ['a text in the job', 'mended'],
    ['a text beside the job', 'mended '.repeat(10_000)],
  ])('is not somebody else’s edit: %s', async (_, text) => {
    const id = await ended();
    const amended = await queue.amend(id, { revision: 0, output: { n: 0, text } });
    expect(losing).toBe(false);
    expect(amended.revision).toBe(1);
    expect(await queue.output(amended)).toEqual({ n: 0, text });
  });

  it.each(['replay', 'retry'] as const)('is not a %s of a job that waits', async (again) => {
    const { id } = await test.submit();
    await queue.cancel(id);
    losing = true;
    await (again === 'replay' ? queue.replay(id) : queue.retry(id, null));
    expect(losing).toBe(false);
    expect((await queue.get(id))?.state).toBe('pending');
    await queue.cancel(id);
  });
});
