import { z } from 'zod';

import { jobIdSchema } from '../../jobs/kinds/source';
import { PRIORITIES } from '../../jobs/priority';
import { defineOperation } from '../operation';
import { ACCEPTED_HEADERS, SUBMIT_PROBLEMS } from './jobs';

/** Bytes of a recording in a request's JSON; larger ones are uploaded as files. */
export const INLINE_AUDIO_BODY_LIMIT = 32 * 1024 * 1024;

export const queueTranscription = defineOperation({
  id: 'queueTranscription',
  method: 'POST',
  path: '/api/transcription-queue',
  tag: 'Jobs',
  summary: 'Queue the transcription of a short recording',
  description:
    'The recording comes in the request. For long ones, upload the file and submit a job of kind `transcription`.',
  auth: 'user',
  body: {
    schema: z.object({
      audioDataUri: z.string().min(1).describe('`data:audio/…;base64,…`'),
      priority: z.enum(PRIORITIES).optional(),
      sessionId: z
        .string()
        .regex(/^[\w -]{1,64}$/, 'letters, digits, spaces, - and _; at most 64')
        .optional(),
      metadata: z
        .object({
          audioSize: z.number().nonnegative().optional(),
          estimatedDuration: z.number().nonnegative().optional(),
        })
        .optional()
        .describe('Bytes and seconds as you know them; kept in the job’s input.'),
    }),
    maxBytes: INLINE_AUDIO_BODY_LIMIT,
  },
  answers: {
    202: {
      description: 'Accepted; follow it as the job `requestId`.',
      schema: z
        .object({
          requestId: jobIdSchema,
          position: z
            .number()
            .int()
            .nonnegative()
            .describe('1 is next; 0 when it no longer waits.'),
          estimatedWait: z
            .number()
            .nullable()
            .describe('Milliseconds; null when nothing was measured.'),
          rateLimitInfo: z.object({ remaining: z.number().int().nonnegative() }),
        })
        .meta({ id: 'QueuedTranscription' }),
      headers: { Location: ACCEPTED_HEADERS.Location },
    },
  },
  problems: [...SUBMIT_PROBLEMS, 'unsupported_media', 'payload_too_large'],
});

export const transcriptionQueueStats = defineOperation({
  id: 'transcriptionQueueStats',
  method: 'GET',
  path: '/api/transcription-queue',
  tag: 'Jobs',
  summary: 'How busy the transcription queue is, and what you may still submit',
  auth: 'user',
  answers: {
    200: {
      description: 'Now, or up to five seconds ago; the limit now.',
      schema: z
        .object({
          currentQueueSize: z.number().int().nonnegative(),
          successRate: z.number().min(0).max(1).nullable().describe('Of the last five minutes.'),
          medianWaitMs: z
            .number()
            .nonnegative()
            .nullable()
            .describe('Half of those that ended in the last five minutes waited no longer.'),
          servers: z.number().int().nonnegative(),
          userRateLimit: z.object({
            limit: z.number().int().nonnegative(),
            remaining: z.number().int().nonnegative(),
            resetMs: z.number().nonnegative(),
          }),
        })
        .meta({ id: 'TranscriptionQueueStats' }),
    },
  },
  problems: [],
});
