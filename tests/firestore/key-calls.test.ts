import { afterAll, describe, expect, it } from 'vitest';

import { systemClock } from '@/lib/environment/system-clock';
import { keyedAccess } from '@/lib/models/providers/access';
import type { Clock } from '@/lib/queue/ports/environment';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { USE_LEASE_MS } from '@/lib/queue/providers/calls-at-once';
import { RECORDS } from '@/lib/queue/records';

import { configFor } from '../providers/provider-models';
import { startProviderServer } from '../providers/server';
import { openStores } from './database';
import { type Gated, openGate } from './gates';

const provider = await startProviderServer();
afterAll(() => provider.close());

const LIMIT = 5;
const SPEC = 'xai:grok-4.3';
const stores = openStores('key-calls');
let passedMs = 0;

/** Firestore, whose clock the test moves on: the time that its answers tell. */
const records: RecordStore = {
  ...stores.records,
  read: async (...args) => {
    const answer = await stores.records.read(...args);
    return { ...answer, at: answer.at + passedMs };
  },
  write: async (...args) => {
    const outcome = await stores.records.write(...args);
    return outcome.ok ? { ...outcome, at: outcome.at + passedMs } : outcome;
  },
};

type Permit = Awaited<ReturnType<Gated['gate']['enter']>>;

/** A key of the group's own: its servers know of no other's calls. */
function group(key: string) {
  const [access] = keyedAccess(configFor(provider, SPEC, { keys: [key] }), 'xai');
  if (access === undefined) throw new Error('there is no key');
  const { signal } = new AbortController();
  const request = {
    provider: 'xai',
    model: 'grok-4.3',
    keys: [access],
    estimatedTokens: 1,
    signal,
  };
  return {
    server: (name: string, clock: Clock = systemClock) =>
      openGate(records, provider, {
        name,
        spec: SPEC,
        keys: [key],
        settings: { keys: { xai: { concurrentRequests: LIMIT } } },
        clock,
      }),
    enter: ({ gate }: Gated) => gate.enter(request),
    record: async () => (await stores.records.read(RECORDS.keys, `key:${access.id}`)).record?.value,
  };
}

describe('a key’s calls at once, over several servers', () => {
  it('are never above the limit', async () => {
    const { server, enter } = group('shared');
    const crowd = Array.from({ length: 3 }, (_, n) => server(`server-${n}`));
    let inside = 0;
    let most = 0;
    let made = 0;
    const lane = async (one: Gated): Promise<void> => {
      for (let calls = 0; calls < 3;) {
        const permit = await enter(one).catch((error: unknown) => {
          expect(error).toMatchObject({ class: 'rate_limited' });
          return null;
        });
        if (permit === null) continue;
        most = Math.max(most, ++inside);
        // As long as a call of the store takes: others ask for permits meanwhile.
        await stores.records.read(RECORDS.settings, 'settings');
        inside -= 1;
        permit.settle({ ok: true, tokens: null });
        calls += 1;
        made += 1;
      }
    };
    await Promise.all(crowd.flatMap((one) => [lane(one), lane(one), lane(one)]));
    expect(made).toBe(crowd.length * 3 * 3);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(LIMIT);
  });

  it('that died with their server are counted until its lease ends, and then free', async () => {
    const { server, enter, record } = group('orphaned');
    // Nothing of it is done any more: it neither renews nor gives back.
    const dead = server('dead', { ...systemClock, timer: () => () => undefined });
    const ann = server('ann');
    const bob = server('bob');
    const callsOf = async (name: string) => (await record())?.inFlight[name]?.calls ?? 0;
    await Promise.all([enter(dead), enter(dead), enter(dead)]);
    // It may have taken one more, for a call to come.
    const orphaned = await callsOf('dead');
    expect(orphaned).toBeGreaterThanOrEqual(3);

    /** @returns the permits of those calls that may be made */
    const tried = async (calls: number): Promise<Permit[]> => {
      const outcomes = await Promise.allSettled(Array.from({ length: calls }, () => enter(ann)));
      return outcomes.flatMap((one) => {
        if (one.status === 'fulfilled') return [one.value];
        expect(one.reason).toMatchObject({ class: 'rate_limited' });
        return [];
      });
    };
    const beside = await tried(LIMIT);
    expect(beside).toHaveLength(LIMIT - orphaned);
    await expect(enter(bob)).rejects.toMatchObject({ class: 'rate_limited' });
    for (const permit of beside) permit.settle({ ok: true, tokens: null });
    await expect.poll(() => callsOf('ann'), { timeout: 10_000 }).toBe(0);
    expect(await callsOf('dead')).toBe(orphaned);

    passedMs += USE_LEASE_MS + 1_000;
    expect(await tried(LIMIT)).toHaveLength(LIMIT);
    await expect(enter(bob)).rejects.toMatchObject({ class: 'rate_limited' });
    expect(await callsOf('dead')).toBe(0);
  });
});
