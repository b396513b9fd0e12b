import { z } from 'zod';

import { defineKind } from '../kind';
import { engineSchema } from './engine';

/** Times are seconds from the start of the recording. */
export const wordSchema = z
  .object({
    text: z.string(),
    start: z.number().nonnegative(),
    end: z.number().nonnegative(),
    confidence: z.number().min(0).max(1).nullable(),
  })
  .meta({ id: 'Word' });

export const segmentSchema = z
  .object({
    text: z.string(),
    start: z.number().nonnegative(),
    end: z.number().nonnegative(),
    words: z.array(wordSchema).describe('Empty when the engine gives no word times.'),
  })
  .meta({ id: 'Segment' });

export type Word = z.output<typeof wordSchema>;
export type Segment = z.output<typeof segmentSchema>;

export const transcriptionKind = defineKind({
  name: 'transcription',
  title: 'Transcription',
  description: 'Speech in an uploaded audio or video file, as text with times.',
  queue: 'media_processing',
  input: z.object({
    mediaId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{8,64}$/, 'not a media id')
      .describe('The id that the upload answered.'),
    fileName: z.string().trim().min(1).max(200),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'not a BCP 47 language tag')
      .optional()
      .describe('BCP 47; detected when absent and the engine can.'),
    engine: z
      .enum(['auto', 'local', 'cloud'])
      .default('auto')
      .describe('`local` never sends the recording to a provider.'),
    keepMedia: z
      .boolean()
      .default(false)
      .describe('Keep the recording after it was transcribed, for playback.'),
    metadata: z
      .object({
        audioSize: z.number().nonnegative().optional().describe('Bytes.'),
        estimatedDuration: z.number().nonnegative().optional().describe('Seconds.'),
      })
      .optional()
      .describe('What the submitter knew of the recording; kept, and judged by nothing.'),
  }),
  output: z.object({
    text: z.string(),
    language: z.string().nullable(),
    duration: z.number().nonnegative().describe('Seconds.'),
    segments: z.array(segmentSchema),
    engine: engineSchema,
    mediaKept: z.boolean(),
  }),
  retry: { maxAttempts: 3, backoffMs: 120_000, maxBackoffMs: 240_000 },
  timeLimitMs: 60 * 60_000,
  shareMs: 10_000,
  retentionMs: 30 * 24 * 60 * 60_000,
  titleOf: (input) => input.fileName,
  subjectOf: () => null,
});

export type TranscriptionInput = z.output<typeof transcriptionKind.input>;
export type TranscriptionOutput = z.output<typeof transcriptionKind.output>;
