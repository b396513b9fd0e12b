import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { UsageLedger } from '@/lib/queue/limits/usage-ledger';
import { StoreUnavailable } from '@/lib/queue/ports/job-store';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { createMemoryStores } from '@/lib/stores/memory';

import { VirtualTime } from '../../../simulation/virtual-time';
import { inTime, ownedEngine, pass } from '../owned-engine';

const DAY_MS = 24 * 60 * 60_000;

type Fault = 'not sent' | 'not answered' | 'none';

function bench() {
  const time = new VirtualTime();
  const stores = createMemoryStores({ now: () => time.now });
  const faults: Fault[] = [];
  const records: RecordStore = {
    ...stores.records,
    write: async (writes) => {
      const fault = faults.shift() ?? 'none';
      if (fault === 'not sent') throw new StoreUnavailable(fault);
      const outcome = await stores.records.write(writes);
      if (fault === 'not answered') throw new StoreUnavailable(fault);
      return outcome;
    },
  };
  const engine = ownedEngine({ time, jobs: stores.jobs, records });
  const today = async (userId = 'ann') => {
    const { submitter } = await stores.jobs.readSubmitter(userId);
    const { usageDay, usageTokens, usageCost } = submitter;
    return { usageDay, usageTokens, usageCost };
  };
  return { time, engine, faults, today, ledger: () => new UsageLedger(engine) };
}

function usage(tokens: number, cost: number | null = 0, cached = false) {
  return { inputTokens: tokens, outputTokens: 0, cost, cached };
}

describe('the ledger of what users consume', () => {
  it('gathers what each user’s calls consumed, and writes it once in ten seconds', async () => {
    const { time, ledger, today } = bench();
    const one = ledger();
    one.add('ann', usage(100, 0.25));
    one.add('ann', usage(50, null));
    one.add('ben', usage(7));
    await pass(time, 9_999);
    expect(await today()).toEqual({ usageDay: null, usageTokens: 0, usageCost: 0 });
    await pass(time, 2);
    expect(await today()).toEqual({ usageDay: '1970-01-01', usageTokens: 150, usageCost: 0.25 });
    expect((await today('ben')).usageTokens).toBe(7);
  });

  it('counts no answer that came from the cache, and writes nothing for nothing', async () => {
    const { time, ledger, today } = bench();
    const one = ledger();
    one.add('ann', usage(100, 1, true));
    one.add('ann', usage(0, null));
    await pass(time, 20_000);
    expect((await today()).usageDay).toBeNull();
  });

  it('begins anew with each UTC day', async () => {
    const { time, ledger, today } = bench();
    const one = ledger();
    one.add('ann', usage(100, 1));
    await inTime(time, one.flush());
    await pass(time, DAY_MS);
    one.add('ann', usage(3));
    await inTime(time, one.flush());
    expect(await today()).toEqual({ usageDay: '1970-01-02', usageTokens: 3, usageCost: 0 });
  });

  it('adds up over servers that write at once', async () => {
    const { time, ledger, today } = bench();
    const servers = Array.from({ length: 6 }, ledger);
    servers.forEach((server, place) => server.add('ann', usage(10 ** place)));
    await inTime(time, Promise.all(servers.map((server) => server.flush())));
    expect((await today()).usageTokens).toBe(111_111);
  });

  it('loses nothing and counts nothing twice, whatever the store does', async () => {
    const fault = fc.constantFrom<Fault>('none', 'not sent', 'not answered');
    const steps = fc.array(
      fc.record({ tokens: fc.integer({ min: 1, max: 100 }), wait: fc.nat({ max: 15_000 }) }),
      { minLength: 1, maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(steps, fc.array(fault, { maxLength: 30 }), async (all, sequence) => {
        const { time, ledger, today, faults } = bench();
        faults.push(...sequence);
        const one = ledger();
        let sum = 0;
        for (const { tokens, wait } of all) {
          one.add('ann', usage(tokens));
          sum += tokens;
          await pass(time, wait);
        }
        await pass(time, 60 * 60_000);
        expect((await today()).usageTokens).toBe(sum);
      }),
      { numRuns: 100 },
    );
  });

  it('writes the rest when it closes', async () => {
    const { time, ledger, today } = bench();
    const one = ledger();
    one.add('ann', usage(5));
    await inTime(time, one.close());
    expect((await today()).usageTokens).toBe(5);
  });
});
