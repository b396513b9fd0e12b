import { describe, expect, it } from 'vitest';

import { newSubmitter, submitterKey } from '@/lib/cluster/submitter';
import type { JobStore } from '@/lib/queue/ports/job-store';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { RECORDS } from '@/lib/queue/records';

import { sampleJob } from './sample-job';

/** That a submitter is one document, whether it is written with a job or as a record. */
export function submitterSuite(
  name: string,
  open: () => Promise<{ jobs: JobStore; records: RecordStore }>,
): void {
  describe(`${name}: submitters`, () => {
    const userId = 'ann/with a slash';
    const id = submitterKey(userId);
    const collection = RECORDS.submitters;
    const value = {
      ...newSubmitter(userId),
      windows: [{ limit: 3, windowMs: 60_000, buckets: [{ until: 5_000, count: 2 }] }],
    };

    it('reads as a record what a submit wrote, under the same version', async () => {
      const { jobs, records } = await open();
      const created = await jobs.create({
        job: sampleJob('job-one', { userId }),
        parts: [],
        submitter: { submitter: value, version: null },
      });
      if (!created.ok) throw new Error(created.reason);
      const { record } = await records.read(collection, id);
      expect(record).toEqual({ id, value, version: created.submitterVersion });
    });

    it('refuses a submit that has not seen a record’s write', async () => {
      const { jobs, records } = await open();
      const written = await records.write([{ collection, id, value, version: null }]);
      if (!written.ok) throw new Error(written.reason);
      const stored = await jobs.readSubmitter(userId);
      expect(stored).toMatchObject({ submitter: value, version: written.versions[0] });
      expect(stored.at).toBeGreaterThanOrEqual(written.at);

      const usageTokens = 7;
      const version = stored.version;
      await records.write([{ collection, id, value: { ...value, usageTokens }, version }]);
      const stale = await jobs.create({
        job: sampleJob('job-one', { userId }),
        parts: [],
        submitter: stored,
      });
      expect(stale).toEqual({ ok: false, reason: 'submitter_conflict' });
      expect((await jobs.readSubmitter(userId)).submitter.usageTokens).toBe(usageTokens);
    });

    it('fills in what an earlier version of Firelane did not write', async () => {
      const { jobs, records } = await open();
      const old = { userId, shareEnd: 7 } as typeof value;
      await records.write([{ collection, id, value: old, version: null }]);
      const { submitter } = await jobs.readSubmitter(userId);
      expect(submitter).toEqual({ ...newSubmitter(userId), shareEnd: 7 });
    });
  });
}
