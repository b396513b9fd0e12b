import { expect, it } from 'vitest';

import { StoreUnavailable } from '@/lib/queue/ports/job-store';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { claimAnswer, renewing } from '@/lib/queue/providers/answer-claim';
import { StoreTime } from '@/lib/queue/providers/store-time';
import { createMemoryRecordStore } from '@/lib/stores/memory/record-store';

import { Process } from '../../simulation/process';
import { Random } from '../../simulation/random';
import { VirtualTime } from '../../simulation/virtual-time';

/** Two servers over one store, which can be away for the first. */
function house() {
  const time = new VirtualTime();
  const store = createMemoryRecordStore({ now: () => time.now + 1e12 });
  const warned: string[] = [];
  let away = false;
  const shaky: RecordStore = {
    ...store,
    write: (writes) =>
      away ? Promise.reject(new StoreUnavailable('The store is away.')) : store.write(writes),
  };
  const server = (name: string, records: RecordStore) => {
    const { clock, entropy } = new Process(name, time, new Random(1), 0);
    const note = (_: unknown, message: string): number => warned.push(message);
    const log = { debug: note, info: note, warn: note, error: note };
    return { records, clock, entropy, log, time: new StoreTime(clock) };
  };
  const pass = async (ms: number): Promise<void> => {
    let over = false;
    time.timer(ms, () => (over = true));
    await time.run(Infinity, () => over);
  };
  return {
    asker: server('asker', shaky),
    other: server('other', store),
    pass,
    warned,
    setAway: (is: boolean) => (away = is),
  };
}

it('keeps a claim by renewing it, also when the store does not answer once, and loses it when it stops', async () => {
  const { asker, other, pass, warned, setAway } = house();
  const claim = await claimAnswer(asker, 'answer');
  if (claim.is !== 'mine') throw new Error(`The claim is ${claim.is}.`);
  const stop = renewing(asker, 'answer', claim);
  const seenByOther = async () => (await claimAnswer(other, 'answer')).is;

  await pass(9_000);
  setAway(true);
  await pass(2_000);
  expect(warned).toEqual(['a claim of an answer was not renewed yet']);
  setAway(false);
  await pass(60_000);
  expect(await seenByOther()).toBe('asked');

  stop();
  await pass(29_000);
  expect(await seenByOther()).toBe('mine');
});

it('stops renewing once another server has taken the claim over', async () => {
  const { asker, other, pass, setAway } = house();
  const claim = await claimAnswer(asker, 'answer');
  if (claim.is !== 'mine') throw new Error(`The claim is ${claim.is}.`);
  renewing(asker, 'answer', claim);

  setAway(true);
  await pass(31_000);
  expect((await claimAnswer(other, 'answer')).is).toBe('mine');
  setAway(false);
  await pass(29_000);
  // Not renewed by the first, nor by the second.
  await pass(2_000);
  expect((await claimAnswer(other, 'answer')).is).toBe('mine');
});
