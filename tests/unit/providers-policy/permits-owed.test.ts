import { expect, it } from 'vitest';

import { settingsSchema } from '@/lib/cluster/settings';
import { StoreUnavailable } from '@/lib/queue/ports/job-store';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { ProviderGate } from '@/lib/queue/providers/provider-gate';
import { fixedSettings } from '@/lib/queue/settings-follower';
import { createMemoryRecordStore } from '@/lib/stores/memory/record-store';

import { Process } from '../../simulation/process';
import { Random } from '../../simulation/random';
import { VirtualTime } from '../../simulation/virtual-time';
import { inTime } from '../queue/owned-engine';

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function house(limits: object) {
  const time = new VirtualTime();
  const store = createMemoryRecordStore({ now: () => time.now + 1e12 });
  const settings = fixedSettings(settingsSchema.parse({ keys: { google: limits } }));
  const open = (name: string, records: RecordStore = store) => {
    const process = new Process(name, time, new Random(1), 0);
    return new ProviderGate(
      { records, settings, clock: process.clock, entropy: process.entropy, log: SILENT },
      { serverId: name, titleOf: (provider) => provider },
    );
  };
  const enter = (gate: ProviderGate, estimatedTokens = 1) =>
    gate.enter({
      provider: 'google',
      model: 'm',
      keys: [{ id: 'aaaa', label: 'google #1' }],
      estimatedTokens,
      signal: new AbortController().signal,
    });
  const outcomeOf = async <T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> => {
    const [outcome] = await inTime(time, Promise.allSettled([promise]));
    return outcome;
  };
  return { time, store, open, enter, outcomeOf };
}

it('keeps the tokens of a window also with calls whose estimate is above the limit', async () => {
  const { open, enter, outcomeOf } = house({ tokensPerMinute: 100 });
  const [ann, bob] = [open('ann'), open('bob')];
  const first = await outcomeOf(enter(ann, 200));
  if (first.status === 'rejected') throw first.reason;
  first.value.settle({ ok: true, tokens: 90 });
  const again = await outcomeOf(enter(ann, 80));
  expect(again.status).toBe('rejected');
  expect((await outcomeOf(enter(bob, 80))).status).toBe('rejected');
});

it('keeps the calls at once when a write that gave some back was applied and not answered', async () => {
  const { time, store, open, enter, outcomeOf } = house({ concurrentRequests: 4 });
  let lose = false;
  const ann = open('ann', {
    ...store,
    write: async (writes) => {
      const outcome = await store.write(writes);
      if (lose) throw new StoreUnavailable('no answer');
      return outcome;
    },
  });
  const bob = open('bob');
  let inside = 0;
  const call = async (gate: ProviderGate) => {
    const outcome = await outcomeOf(enter(gate));
    if (outcome.status === 'rejected') return null;
    inside += 1;
    return outcome.value;
  };
  const made = [await call(ann), await call(ann), await call(ann)];
  made.slice(1).forEach((permit) => {
    permit?.settle({ ok: true, tokens: null });
    inside -= 1;
  });
  lose = true;
  await time.run(time.now + 600, () => false);
  for (let n = 0; n < 3; n++) await call(bob);
  expect(inside).toBe(4);
  await Promise.all([call(ann), call(ann)]);
  expect(inside).toBeLessThanOrEqual(4);
});
