import { describe, expect, it } from 'vitest';

import type { HeadQuery, StoredJob } from '@/lib/queue/ports/job-store';
import type { Intake } from '@/lib/queue/worker/intake';
import { Standby } from '@/lib/queue/worker/standby';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { put, sampleJob } from '../../conformance/sample-job';
import { ownedEngine } from './owned-engine';

const OWN = [0];

/** A server that owns one shard and stands by, with room for many; it takes whom it may. */
function standing(mayTake: (stored: StoredJob) => boolean) {
  const store = createMemoryJobStore();
  const pages: HeadQuery[] = [];
  const head = (query: HeadQuery): ReturnType<typeof store.head> => {
    if (query.limit > 1 && query.shards !== OWN) pages.push(query);
    return store.head(query);
  };
  const engine = ownedEngine({ jobs: { ...store, head } });
  const taken: string[] = [];
  const intake = {
    free: 40,
    get busy() {
      return taken.length;
    },
    claimsSettled: () => Promise.resolve(),
    take: (page: readonly StoredJob[]) => {
      taken.push(...page.filter(mayTake).map(({ job }) => job.id));
      return [];
    },
  };
  const standby = new Standby(engine, sampleJob('any').queue, intake as unknown as Intake);
  standby.begin([]);
  const look = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) await standby.look(OWN);
  };
  const add = (id: string, shard: number): Promise<unknown> => put(store, sampleJob(id, { shard }));
  return { add, look, pages, standby, taken };
}

describe('a server that stands by', () => {
  it('leaves a job of another’s shard alone at first sight, and takes it when it stayed', async () => {
    const { add, look, taken } = standing(() => true);
    await add('foreign', 3);
    await look(1);
    expect(taken).toEqual([]);
    await look(1);
    expect(taken).toEqual(['foreign']);
  });

  it('asks once for what it may not take, looks ever more seldom, and still helps elsewhere', async () => {
    const { add, look, pages, standby, taken } = standing(({ job }) => job.id !== 'limited');
    await add('limited', 3);
    await look(12);
    expect(pages.map(({ shards }) => shards)).toEqual([[3]]);
    expect(standby.waitMs()).toBe(1_000);
    await add('free', 5);
    await look(4);
    expect(taken).toContain('free');
  });
});
