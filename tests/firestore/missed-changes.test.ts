import { expect, it } from 'vitest';

import { StoreUnavailable } from '@/lib/queue/ports/job-store';
import type { RecordCollection } from '@/lib/queue/ports/record-store';

import { until } from '../conformance/observed';
import { openStores } from './database';

const NOTES: RecordCollection<{ n: number }> = { name: 'notes' };

/** In one round of five to ten a listener that closed cuts off others: docs/decisions/0010-emulator-listeners.md. */
const ROUNDS = 25;
const LEAVING = 20;
const STAYING = 4;

it('a listener hears of every change in the end, whoever stops listening meanwhile', async () => {
  const { records } = openStores('missed-changes');
  const write = async (id: string, n: number): Promise<void> => {
    const change = { collection: NOTES, id, value: { n }, version: 'any' as const };
    await records.write([change]).catch((error: unknown) => {
      // So the emulator answers a write that it made, but could not tell of.
      if (!(error instanceof StoreUnavailable)) throw error;
    });
  };
  const listeners = async (id: string, count: number) => {
    const all = Array.from({ length: count }, () =>
      until<number | undefined>((observer) =>
        records.watch(NOTES, id, {
          next: (record) => observer.next(record?.value.n),
          error: (error) => observer.error(error),
        }),
      ),
    );
    await Promise.all(all.map((one) => one.match((n) => n === 0)));
    return all;
  };

  const staying: Awaited<ReturnType<typeof listeners>> = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = `note-${round}`;
    await write(id, 0);
    const leaving = await listeners(id, LEAVING);
    staying.push(...(await listeners(id, STAYING)));
    const written = write(id, 1);
    for (const one of leaving) {
      one.stop();
      await new Promise(setImmediate);
    }
    await written;
  }
  const heard = await Promise.all(staying.map((one) => one.match((n) => n === 1)));
  for (const one of staying) one.stop();
  expect(heard).toHaveLength(ROUNDS * STAYING);
});
