import { z } from 'zod';

import { jobFilterSchema } from '../../jobs/job-filter';
import { BULK_ACTIONS } from '../../jobs/kinds/bulk_action';
import { defineOperation } from '../operation';
import {
  adminJobSchema,
  childJobsSchema,
  deadLetterFields,
  jobPageSchema,
  jobSearchFields,
  pageFields,
  revealedJobSchema,
} from '../schemas/admin-job-schema';
import { idParamSchema, lookupIdSchema } from '../schemas/id-schemas';
import { SUBMIT_BODY_LIMIT } from '../schemas/limits';

export const searchJobs = defineOperation({
  id: 'searchJobs',
  method: 'GET',
  path: '/api/admin/jobs',
  tag: 'Administration',
  summary: 'Search the jobs of everybody',
  description:
    'Newest first. `kind` and `state` may be repeated. What no index decides is looked for in at most 2,000 jobs a page; `scanned` says in how many.',
  auth: 'auditor',
  query: z.object({ ...jobSearchFields, ...pageFields }),
  answers: { 200: { description: 'One page.', schema: jobPageSchema.meta({ id: 'JobSearch' }) } },
  problems: ['invalid_input'],
});

const ofJob = { tag: 'Administration', params: idParamSchema } as const;

export const inspectJob = defineOperation({
  ...ofJob,
  id: 'inspectJob',
  method: 'GET',
  path: '/api/admin/jobs/{id}',
  summary: 'Read anybody’s job, without what the person wrote or got',
  auth: 'auditor',
  answers: { 200: { description: 'The job.', schema: adminJobSchema } },
  problems: [],
});

export const listChildren = defineOperation({
  ...ofJob,
  id: 'listChildren',
  method: 'GET',
  path: '/api/admin/jobs/{id}/children',
  summary: 'The jobs that a job had made, with their states',
  description: 'In their order, 200 at most; those that were deleted since are left out.',
  auth: 'auditor',
  answers: { 200: { description: 'All of them.', schema: childJobsSchema } },
  problems: [],
});

export const revealJob = defineOperation({
  ...ofJob,
  id: 'revealJob',
  method: 'POST',
  path: '/api/admin/jobs/{id}/reveal',
  summary: 'Read a job’s title, input and output',
  description: 'Written to the audit log before it is answered. It changes nothing else.',
  auth: 'auditor',
  answers: { 200: { description: 'What the person wrote and got.', schema: revealedJobSchema } },
  problems: [],
});

export const cancelAnyJob = defineOperation({
  ...ofJob,
  id: 'cancelAnyJob',
  method: 'POST',
  path: '/api/admin/jobs/{id}/cancel',
  summary: 'Cancel anybody’s job',
  description: 'As `cancelJob` does.',
  auth: 'admin',
  answers: { 202: { description: 'The job as it stands now.', schema: adminJobSchema } },
  problems: ['illegal_transition'],
});

export const replayJob = defineOperation({
  ...ofJob,
  id: 'replayJob',
  method: 'POST',
  path: '/api/admin/jobs/{id}/replay',
  summary: 'Run anybody’s failed or cancelled job again',
  description:
    'With an `input`, the job runs with that one from its beginning; without, it goes on from what its attempts saved.',
  auth: 'admin',
  body: {
    schema: z.strictObject({ input: z.unknown().optional() }),
    maxBytes: SUBMIT_BODY_LIMIT,
    optional: true,
  },
  answers: { 202: { description: 'Pending again.', schema: adminJobSchema } },
  problems: ['illegal_transition'],
});

export const discardJob = defineOperation({
  ...ofJob,
  id: 'discardJob',
  method: 'POST',
  path: '/api/admin/jobs/{id}/discard',
  summary: 'Delete anybody’s ended job',
  description: 'With its input, its output and a recording that it kept.',
  auth: 'admin',
  answers: { 204: { description: 'Deleted.' } },
  problems: ['illegal_transition'],
});

export const listDeadLetters = defineOperation({
  id: 'listDeadLetters',
  method: 'GET',
  path: '/api/admin/dead-letters',
  tag: 'Administration',
  summary: 'List the jobs that failed for good',
  description: 'Newest first. `kind` may be repeated.',
  auth: 'auditor',
  query: z.object({ ...deadLetterFields, ...pageFields }),
  answers: {
    200: {
      description: 'One page.',
      schema: jobPageSchema
        .extend({
          byErrorCode: z
            .record(z.string(), z.int())
            .describe('How many jobs of this page failed with each code.'),
        })
        .meta({ id: 'DeadLetters' }),
    },
  },
  problems: ['invalid_input'],
});

export const bulkAction = defineOperation({
  id: 'bulkAction',
  method: 'POST',
  path: '/api/admin/bulk',
  tag: 'Administration',
  summary: 'Replay, cancel or delete many jobs',
  description:
    'Runs as a job of its own, with progress, over at most 10,000 jobs. Say which ones by a filter or by their ids. Without `states`, `replay` and `delete` take failed jobs and `cancel` those that have not ended.',
  auth: 'admin',
  body: {
    schema: z
      .strictObject({
        action: z.enum(BULK_ACTIONS),
        filter: z.strictObject(jobFilterSchema.shape).optional(),
        ids: z.array(lookupIdSchema).min(1).max(1_000).optional(),
        perSecond: z.int().min(1).max(200).default(20).describe('At most so many jobs a second.'),
      })
      .refine(({ filter, ids }) => (filter === undefined) !== (ids === undefined), {
        message: 'Say which jobs: either by a filter or by their ids.',
        path: ['filter'],
      })
      .meta({ id: 'BulkAction' }),
  },
  answers: {
    202: {
      description: 'The job that does it; read its counts with `revealJob` or live.',
      schema: adminJobSchema,
      headers: { Location: 'Where that job is: `/api/admin/jobs/{id}`.' },
    },
  },
  problems: [],
});
