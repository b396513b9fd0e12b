import { z } from 'zod';

import { defineKind } from '../kind';
import { engineSchema } from './engine';
import { hasSource, SOURCE_MISSING, sourceFields } from './source';

export const contentGenerationKind = defineKind({
  name: 'content_generation',
  title: 'Content',
  description: 'A transcript or text turned into another form: an article, a post, an e-mail, …',
  queue: 'ai_processing',
  input: z
    .object({
      ...sourceFields,
      prompt: z.string().trim().max(4_000).default('').describe('What the person wants of it.'),
      contentTypeId: z.string().trim().min(1).max(100),
      contentTypeName: z.string().trim().min(1).max(100),
      contentCategory: z.string().trim().min(1).max(100).default('general'),
      maxWords: z.number().int().min(20).max(5_000).default(500),
    })
    .refine(hasSource, { message: SOURCE_MISSING, path: ['transcriptionId'] }),
  output: z.object({
    markdown: z.string(),
    words: z.number().int().nonnegative(),
    engine: engineSchema,
  }),
  retry: { maxAttempts: 3, backoffMs: 5_000, maxBackoffMs: 240_000 },
  timeLimitMs: 5 * 60_000,
  shareMs: 2_000,
  retentionMs: 30 * 24 * 60 * 60_000,
  titleOf: (input) => input.contentTypeName,
  subjectOf: (input) => input.transcriptionId ?? null,
});

export type ContentGenerationOutput = z.output<typeof contentGenerationKind.output>;
