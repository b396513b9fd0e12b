import { Timestamp } from 'firebase-admin/firestore';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { jobFromDocument, jobToDocument } from '@/lib/jobs/document';

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

  it('holds of a change only what changed', () => {
    expect(jobToDocument({ updatedAt: 5, id: 'never-written' }, timestamp)).toEqual({
      updatedAt: 5,
    });
  });
});
