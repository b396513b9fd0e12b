import { describe, expect, it } from 'vitest';

import { simulate } from './world';

/** Each seed is one history of crashes, pauses, lost answers and late listeners. */
const SEEDS = 300;

/** `SEED=17 npx vitest run tests/simulation` replays one history. */
const only = process.env.SEED;
const seeds = only === undefined ? Array.from({ length: SEEDS }, (_, i) => i + 1) : [Number(only)];

describe('the engine, whatever fails', () => {
  it('loses no job, commits no result twice, and lets only the lease holder write', async () => {
    const broken: string[] = [];
    let kills = 0;
    let pauses = 0;
    let settingsChanges = 0;
    let deferrals = 0;
    let fencedOff = 0;
    const states = new Set<string>();
    for (const seed of seeds) {
      const outcome = await simulate(seed);
      kills += outcome.kills;
      pauses += outcome.pauses;
      settingsChanges += outcome.settingsChanges;
      deferrals += outcome.deferrals;
      fencedOff += outcome.fencedOff;
      for (const job of outcome.jobs) states.add(job.state);
      for (const violation of outcome.violations) broken.push(`seed ${seed}: ${violation}`);
    }
    expect(broken).toEqual([]);
    if (only === undefined) {
      // The histories must hold what they claim to test.
      expect(kills).toBeGreaterThan(SEEDS);
      expect(pauses).toBeGreaterThan(SEEDS);
      expect(settingsChanges).toBeGreaterThan(2 * SEEDS);
      expect(deferrals).toBeGreaterThan(2 * SEEDS);
      expect(fencedOff).toBeGreaterThan(10);
      expect([...states].sort()).toEqual(['cancelled', 'completed', 'failed']);
    }
  }, 240_000);

  it('replays a seed exactly', async () => {
    const [first, second] = [await simulate(7), await simulate(7)];
    expect(second).toEqual(first);
  });
});
