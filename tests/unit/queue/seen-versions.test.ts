import { describe, expect, it } from 'vitest';

import type { StoredJob, Version } from '@/lib/queue/ports/job-store';
import { SeenVersions } from '@/lib/queue/worker/seen-versions';

import { sampleJob } from '../../conformance/sample-job';

const snapshot = (id: string, version: string): StoredJob => ({
  job: sampleJob(id),
  version: version as Version,
});

describe('snapshots that were offered', () => {
  it('are taken once', () => {
    const seen = new SeenVersions();
    expect(seen.add(snapshot('a', '1'))).toBe(true);
    expect(seen.add(snapshot('a', '1'))).toBe(false);
  });

  it('are new when the job was written since, or is another', () => {
    const seen = new SeenVersions();
    seen.add(snapshot('a', '1'));
    expect(seen.add(snapshot('a', '2'))).toBe(true);
    expect(seen.add(snapshot('b', '1'))).toBe(true);
  });

  it('may be offered again when the claim was never settled', () => {
    const seen = new SeenVersions();
    seen.add(snapshot('a', '1'));
    seen.forget(snapshot('a', '1'));
    expect(seen.add(snapshot('a', '1'))).toBe(true);
  });

  it('are forgotten, the oldest first, before they fill the memory', () => {
    const seen = new SeenVersions();
    for (let i = 0; i <= 5_000; i++) seen.add(snapshot('a', String(i)));
    expect(seen.add(snapshot('a', '5000'))).toBe(false);
    expect(seen.add(snapshot('a', '0'))).toBe(true);
  });
});
