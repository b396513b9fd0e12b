import { expect, it } from 'vitest';

import { BreakerBoard } from '@/lib/queue/providers/breaker-board';
import { newBreaker } from '@/lib/queue/providers/breaker-policy';
import { StoreTime } from '@/lib/queue/providers/store-time';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { RECORDS } from '@/lib/queue/records';

import { ownedEngine } from '../queue/owned-engine';

it('has changed a breaker when its write was told of a conflict with itself', async () => {
  const engine = ownedEngine();
  let losing = true;
  const records: RecordStore = {
    ...engine.records,
    write: async (writes) => {
      const outcome = await engine.records.write(writes);
      if (!losing) return outcome;
      losing = false;
      // The client sent it again by itself, and the second one met the first.
      return engine.records.write(writes);
    },
  };
  const board = new BreakerBoard({ ...engine, records, time: new StoreTime(engine.clock) });
  let decided = 0;
  const changed = await board.change('openai', 'gpt', (_, at) => {
    decided += 1;
    return decided > 1 ? null : { ...newBreaker('openai', 'gpt'), since: at + 1 };
  });
  expect(changed).toMatchObject({ model: 'gpt' });
  expect(await engine.records.list(RECORDS.breakers, { limit: 2 })).toMatchObject([
    { value: changed },
  ]);
});
