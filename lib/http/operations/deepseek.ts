import { z } from 'zod';

import { chatMessageSchema } from '../../jobs/kinds/chat';
import { jobIdSchema, MAX_TEXT_LENGTH } from '../../jobs/kinds/source';
import { SUMMARY_STYLES } from '../../jobs/kinds/summary';
import { PRIORITIES } from '../../jobs/priority';
import { JOB_STATES } from '../../jobs/state';
import { defineOperation } from '../operation';
import { lookupIdSchema } from '../schemas/id-schemas';
import { jobViewSchema, timeSchema } from '../schemas/job-view-schema';
import { SUBMIT_BODY_LIMIT } from '../schemas/limits';
import { ACCEPTED_HEADERS, SUBMIT_PROBLEMS } from './jobs';

const source = {
  transcriptionId: jobIdSchema
    .optional()
    .describe('A completed transcription. Its text is used unless `transcriptionText` is given.'),
  transcriptionText: z.string().trim().min(1).max(MAX_TEXT_LENGTH).optional(),
  priority: z.enum(PRIORITIES).optional(),
};

const accepted = {
  202: {
    description: 'Accepted.',
    schema: jobViewSchema.extend({ jobId: jobIdSchema }).meta({ id: 'StartedJob' }),
    headers: ACCEPTED_HEADERS,
  },
};

export const deepseekChat = defineOperation({
  id: 'deepseekChat',
  method: 'POST',
  path: '/api/deepseek/chat',
  tag: 'Language models',
  summary: 'Ask a question about a transcript',
  description:
    'The same as submitting a job of kind `chat`. The engine is whichever is configured.',
  auth: 'user',
  idempotent: true,
  body: {
    schema: z.object({
      ...source,
      prompt: z.string().trim().min(1).max(8_000).describe('The question.'),
      history: z.array(chatMessageSchema).max(40).optional(),
    }),
    maxBytes: SUBMIT_BODY_LIMIT,
  },
  answers: accepted,
  problems: SUBMIT_PROBLEMS,
});

export const deepseekSummary = defineOperation({
  id: 'deepseekSummary',
  method: 'POST',
  path: '/api/deepseek/summary',
  tag: 'Language models',
  summary: 'Summarise a transcript',
  description: 'The same as submitting a job of kind `summary`.',
  auth: 'user',
  idempotent: true,
  body: {
    schema: z.object({ ...source, prompt: z.enum(SUMMARY_STYLES) }),
    maxBytes: SUBMIT_BODY_LIMIT,
  },
  answers: accepted,
  problems: SUBMIT_PROBLEMS,
});

export const deepseekContent = defineOperation({
  id: 'deepseekContent',
  method: 'POST',
  path: '/api/deepseek/content-generation',
  tag: 'Language models',
  summary: 'Turn a transcript into other content',
  description: 'The same as submitting a job of kind `content_generation`.',
  auth: 'user',
  idempotent: true,
  body: {
    schema: z.object({
      ...source,
      prompt: z.string().trim().max(4_000).optional(),
      contentTypeId: z.string().trim().min(1).max(100),
      contentTypeName: z.string().trim().min(1).max(100),
      contentCategory: z.string().trim().min(1).max(100).optional(),
      maxWords: z.number().int().min(20).max(5_000).optional(),
    }),
    maxBytes: SUBMIT_BODY_LIMIT,
  },
  answers: accepted,
  problems: SUBMIT_PROBLEMS,
});

const statusSchema = z
  .object({
    jobId: jobIdSchema,
    status: z.enum(JOB_STATES),
    progress: jobViewSchema.shape.progress,
    completedAt: timeSchema.optional().describe('When it ended, if it did.'),
  })
  .meta({ id: 'JobStatus' });

export const deepseekStatus = defineOperation({
  id: 'deepseekStatus',
  method: 'GET',
  path: '/api/webhooks/deepseek',
  tag: 'Language models',
  summary: 'Read a job’s status',
  auth: 'user',
  query: z.object({ jobId: lookupIdSchema }),
  answers: { 200: { description: 'The status.', schema: statusSchema } },
  problems: ['not_found'],
});

export const deepseekNotice = defineOperation({
  id: 'deepseekNotice',
  method: 'POST',
  path: '/api/webhooks/deepseek',
  tag: 'Language models',
  summary: 'Give notice that a job may have changed',
  description: 'A hint and never believed: the job is read again, and its true status is answered.',
  auth: 'user',
  body: { schema: z.object({ jobId: lookupIdSchema }) },
  answers: { 200: { description: 'The true status.', schema: statusSchema } },
  problems: ['not_found'],
});
