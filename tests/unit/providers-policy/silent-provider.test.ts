import { expect, it } from 'vitest';

import { settingsSchema } from '@/lib/cluster/settings';
import { JobError } from '@/lib/jobs/error';
import { ProviderGate } from '@/lib/queue/providers/provider-gate';
import { fixedSettings } from '@/lib/queue/settings-follower';
import { createMemoryRecordStore } from '@/lib/stores/memory/record-store';

import { Process } from '../../simulation/process';
import { Random } from '../../simulation/random';
import { VirtualTime } from '../../simulation/virtual-time';

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const TIMED_OUT = {
  ok: false as const,
  error: new JobError('timeout', 'provider_timeout', 'Too long.'),
};

function openGate() {
  const time = new VirtualTime();
  const process = new Process('ann', time, new Random(1), 0);
  const records = createMemoryRecordStore({ now: () => time.now + 1e12 });
  const settings = fixedSettings(settingsSchema.parse({}));
  const gate = new ProviderGate(
    { records, settings, clock: process.clock, entropy: process.entropy, log: SILENT },
    { serverId: 'ann', titleOf: (provider) => provider },
  );
  const { signal } = new AbortController();
  const keys = [{ id: 'aaaa', label: 'google #1' }];
  const request = { provider: 'google', model: 'm', keys, estimatedTokens: 100, signal };
  const pass = async (ms: number): Promise<void> => {
    let over = false;
    time.timer(ms, () => (over = true));
    await time.run(Infinity, () => over);
  };
  return { pass, enter: () => gate.enter(request) };
}

it('answers time-outs of a provider that is silent to all as an outage, which costs no attempt', async () => {
  const { pass, enter } = openGate();
  const permits = [await enter(), await enter()];
  await pass(75_000);
  const told = permits.map((permit) => permit.settle(TIMED_OUT));
  expect(told).toMatchObject([
    { class: 'overloaded', code: 'provider_timeout' },
    { class: 'overloaded', code: 'provider_timeout' },
  ]);
});

it('leaves a time-out to the job while others are answered', async () => {
  const { pass, enter } = openGate();
  const slow = await enter();
  const quick = await enter();
  await pass(10_000);
  quick.settle({ ok: true, tokens: 80 });
  await pass(65_000);
  expect(slow.settle(TIMED_OUT)).toBe(TIMED_OUT.error);
});
