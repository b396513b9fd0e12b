import { z } from 'zod';

import { jobIdSchema } from '../../jobs/kinds/source';
import { PUBLIC_KIND_NAMES } from '../../jobs/registry';
import { JOB_STATES } from '../../jobs/state';
import { defineOperation } from '../operation';
import { RATE_LIMIT_HEADERS } from '../rate-limit-headers';
import { cursorSchema, idParamSchema } from '../schemas/id-schemas';
import { jobViewSchema } from '../schemas/job-view-schema';
import {
  documentedJobDetailSchema,
  documentedOutputSchema,
  documentedSubmitSchema,
  jobDetailSchema,
  submitSchema,
} from '../schemas/kind-schemas';
import { OUTPUT_BODY_LIMIT, SUBMIT_BODY_LIMIT } from '../schemas/limits';

/** What every submit may be refused for, whatever it asks. */
export const SUBMIT_PROBLEMS = ['rate_limited', 'over_budget', 'queue_full'] as const;

/** What every submit answers. */
export const ACCEPTED_HEADERS = {
  Location: 'Where the job is: `/api/jobs/{id}`.',
  'Retry-After': 'Seconds after which asking again makes sense.',
  'Idempotency-Replayed': '`true` when an earlier submit with this key made the job.',
  ...RATE_LIMIT_HEADERS,
};

export const submitJob = defineOperation({
  id: 'submitJob',
  method: 'POST',
  path: '/api/jobs',
  tag: 'Jobs',
  summary: 'Submit a job',
  description:
    'Answers at once; the job runs in the background. Follow it at `Location`, or live in Firestore under `jobs/{id}`. With an `Idempotency-Key`, the same input again answers the same job.',
  auth: 'user',
  idempotent: true,
  body: { schema: submitSchema, documented: documentedSubmitSchema, maxBytes: SUBMIT_BODY_LIMIT },
  answers: {
    202: { description: 'Accepted.', schema: jobViewSchema, headers: ACCEPTED_HEADERS },
  },
  problems: ['unknown_kind', ...SUBMIT_PROBLEMS],
});

export const listJobs = defineOperation({
  id: 'listJobs',
  method: 'GET',
  path: '/api/jobs',
  tag: 'Jobs',
  summary: 'List your jobs',
  description: 'Newest first. `kind` and `state` may be repeated.',
  auth: 'user',
  query: z.object({
    kind: z.array(z.enum(PUBLIC_KIND_NAMES)).max(30).optional(),
    state: z.array(z.enum(JOB_STATES)).max(JOB_STATES.length).optional(),
    subjectId: jobIdSchema.optional().describe('Only jobs about this job.'),
    cursor: cursorSchema.optional().describe('`nextCursor` of the previous page.'),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  answers: {
    200: {
      description: 'One page.',
      schema: z.object({ jobs: z.array(jobViewSchema), nextCursor: z.string().nullable() }),
    },
  },
  problems: ['invalid_input'],
});

export const getJob = defineOperation({
  id: 'getJob',
  method: 'GET',
  path: '/api/jobs/{id}',
  tag: 'Jobs',
  summary: 'Read a job with its input and output',
  auth: 'user',
  params: idParamSchema,
  answers: { 200: { description: 'The job.', schema: documentedJobDetailSchema } },
  problems: [],
});

/** What `getJob` answers for a job of any kind, also of one that is no longer declared. */
export const getJobAnswer = jobDetailSchema;

export const deleteJob = defineOperation({
  id: 'deleteJob',
  method: 'DELETE',
  path: '/api/jobs/{id}',
  tag: 'Jobs',
  summary: 'Delete an ended job',
  description:
    'Deletes its input, its output and a recording that it kept. Cancel a live job first.',
  auth: 'user',
  params: idParamSchema,
  answers: { 204: { description: 'Deleted.' } },
  problems: ['illegal_transition'],
});

export const cancelJob = defineOperation({
  id: 'cancelJob',
  method: 'POST',
  path: '/api/jobs/{id}/cancel',
  tag: 'Jobs',
  summary: 'Cancel a job',
  description:
    'A waiting job is cancelled at once; a running one is told to stop, and answers `processing` until it did. An ended job is left as it is.',
  auth: 'user',
  params: idParamSchema,
  answers: { 202: { description: 'The job as it stands now.', schema: jobViewSchema } },
  problems: ['illegal_transition'],
});

export const retryJob = defineOperation({
  id: 'retryJob',
  method: 'POST',
  path: '/api/jobs/{id}/retry',
  tag: 'Jobs',
  summary: 'Run a failed or cancelled job again',
  description:
    'Counts as a submit, a batch as many as run again of it. Refused by a limit, the job stays as it was.',
  auth: 'user',
  params: idParamSchema,
  answers: {
    202: {
      description: 'Pending again, or behind those of its jobs that run again before it.',
      schema: jobViewSchema,
      headers: { Location: ACCEPTED_HEADERS.Location, ...RATE_LIMIT_HEADERS },
    },
  },
  problems: ['illegal_transition', ...SUBMIT_PROBLEMS],
});

export const amendOutput = defineOperation({
  id: 'amendOutput',
  method: 'PATCH',
  path: '/api/jobs/{id}/output',
  tag: 'Jobs',
  summary: 'Replace a completed job’s output by an edited one',
  description:
    'Send the `revision` that you read; another one means that somebody edited it since.',
  auth: 'user',
  params: idParamSchema,
  body: {
    schema: z.object({ revision: z.int().min(0), output: z.unknown() }),
    documented: z.object({ revision: z.int().min(0), output: documentedOutputSchema }),
    maxBytes: OUTPUT_BODY_LIMIT,
  },
  answers: { 200: { description: 'Amended.', schema: jobViewSchema } },
  problems: ['illegal_transition', 'revision_conflict'],
});
