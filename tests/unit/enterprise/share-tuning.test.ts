import { describe, expect, it } from 'vitest';

import type { StoredSettings } from '@/lib/cluster/settings';
import { shareTuning } from '@/lib/enterprise/share-tuning';
import type { Engine } from '@/lib/queue/engine';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { RECORDS, SETTINGS_ID } from '@/lib/queue/records';
import { createMemoryStores } from '@/lib/stores/memory';

import { VirtualTime } from '../../simulation/virtual-time';
import { ownedEngine } from '../queue/owned-engine';

async function settingsOf({ records }: Engine): Promise<StoredSettings | undefined> {
  return (await records.read(RECORDS.settings, SETTINGS_ID)).record?.value;
}

const audited = ({ records }: Engine) => records.list(RECORDS.audit, { limit: 10 });

function change({ records }: Engine, value: StoredSettings) {
  const write = { collection: RECORDS.settings, id: SETTINGS_ID, value, version: 'any' } as const;
  return records.write([write]);
}

describe('the tuning that a configuration shares', () => {
  it('is stored and audited once, however often it is shared', async () => {
    const engine = ownedEngine();
    const tuning = { breaker: { failureThreshold: 2 } };
    await shareTuning(engine, tuning);
    await shareTuning(engine, tuning);
    expect(await settingsOf(engine)).toEqual(tuning);
    const [entry, ...others] = await audited(engine);
    expect(others).toEqual([]);
    expect(entry?.value).toMatchObject({
      actorId: 'configuration',
      action: 'settings.configure',
      before: null,
      after: JSON.stringify(tuning),
    });
  });

  it('leaves what an administrator set, before or since', async () => {
    const engine = ownedEngine();
    await change(engine, { queues: { media_processing: { maxQueueSize: null } } });
    const tuning = {
      queues: { media_processing: { maxQueueSize: 5, concurrency: 4 } },
      breaker: { failureThreshold: 2 },
    };
    await shareTuning(engine, tuning);
    const stored = { media_processing: { maxQueueSize: null, concurrency: 4 } };
    expect(await settingsOf(engine)).toEqual({ queues: stored, breaker: { failureThreshold: 2 } });

    const tripled = { queues: stored, breaker: { failureThreshold: 6 } };
    await change(engine, tripled);
    await shareTuning(engine, { ...tuning, breaker: { failureThreshold: 3 } });
    expect(await settingsOf(engine)).toEqual(tripled);
  });

  it('follows a later configuration, and goes with what it no longer names', async () => {
    const engine = ownedEngine();
    await shareTuning(engine, { breaker: { failureThreshold: 2, recoveryTimeMs: 50 } });
    await shareTuning(engine, { breaker: { failureThreshold: 3 } });
    expect(await settingsOf(engine)).toEqual({ breaker: { failureThreshold: 3 } });
    await shareTuning(engine, {});
    expect(await settingsOf(engine)).toEqual({ breaker: {} });
  });

  it('is decided anew when an administrator writes in between', async () => {
    const time = new VirtualTime();
    const { records } = createMemoryStores({ now: () => time.now });
    let between = true;
    const late: RecordStore = {
      ...records,
      write: async (writes) => {
        if (between) {
          between = false;
          await change(engine, { breaker: { failureThreshold: 9 } });
        }
        return records.write(writes);
      },
    };
    const engine = ownedEngine({ time, records });
    await shareTuning(ownedEngine({ time, records: late }), {
      breaker: { failureThreshold: 2, recoveryTimeMs: 50 },
    });
    expect(await settingsOf(engine)).toEqual({
      breaker: { failureThreshold: 9, recoveryTimeMs: 50 },
    });
  });
});
