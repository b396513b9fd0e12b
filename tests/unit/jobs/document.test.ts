import { Timestamp } from 'firebase-admin/firestore';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { changeToDocument, jobFromDocument, jobToDocument } from '@/lib/jobs/document';

import { sampleJob } from '../../conformance/sample-job';

const timestamp = (at: number): Timestamp => Timestamp.fromMillis(at);

describe('a job’s document', () => {
  it('gives the job back, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (expireAt) => {
        const job = sampleJob('job-one', { expireAt });
        const document = jobToDocument(job, timestamp);
        expect(document).not.toHaveProperty('id');
        expect(document['expireAt']).toBeInstanceOf(Timestamp);
        expect(jobFromDocument('job-one', document)).toEqual(job);
      }),
    );
  });

  it('leaves out what nothing was written to, and gives it back all the same', () => {
    const job = sampleJob('job-one');
    const document = jobToDocument(job, timestamp);
    expect(document).not.toHaveProperty('lease');
    expect(document).not.toHaveProperty('attempts');
    expect(document).toHaveProperty('input');
    const claimed = { ...job, attempt: 1, lease: { serverId: 's', token: 't', until: 9 } };
    expect(jobToDocument(claimed, timestamp)).toMatchObject({ attempt: 1, lease: claimed.lease });
    expect(jobFromDocument('job-one', document)).toEqual(job);
  });

  it('is read also where an earlier revision wrote it, which did not say since when it could run', () => {
    const { readyAt: _, ...earlier } = jobToDocument(
      sampleJob('job-one', { updatedAt: 7 }),
      timestamp,
    );
    expect(jobFromDocument('job-one', earlier).readyAt).toBe(7);
  });

  it('keeps of the attempts those that ended: the lease says who runs now', () => {
    const lease = { serverId: 's', token: 't', until: 9 };
    const running = {
      ...{ attempt: 2, serverId: 's', token: 't', startedAt: 5 },
      ...{ endedAt: null, outcome: null, error: null },
    };
    const ended = { ...running, attempt: 1, token: 'u', endedAt: 4, outcome: 'released' as const };
    const job = sampleJob('job-one', {
      ...{ state: 'processing', attempt: 2, lease, startedAt: 5, attempts: [ended, running] },
    });
    const document = jobToDocument(job, timestamp);
    expect(document).toMatchObject({ attempts: [ended] });
    expect(jobFromDocument('job-one', document)).toEqual(job);
    expect(changeToDocument({ attempts: [ended, running] }, timestamp)).toEqual({
      attempts: [ended],
    });
  });

  it('holds of a change only what changed', () => {
    const change = { updatedAt: 5, error: null, id: 'never-written' };
    expect(changeToDocument(change, timestamp)).toEqual({ updatedAt: 5, error: null });
  });
});
