import { z } from 'zod';

import { defineKind } from '../kind';
import { engineSchema } from './engine';
import { hasSource, SOURCE_MISSING, sourceFields } from './source';

const MAX_HISTORY = 40;
const MAX_MESSAGE_LENGTH = 8_000;

export const chatMessageSchema = z
  .object({
    role: z.enum(['user', 'assistant']),
    content: z.string().trim().min(1).max(MAX_MESSAGE_LENGTH),
  })
  .meta({ id: 'ChatMessage' });

export const citationSchema = z
  .object({
    segment: z.number().int().nonnegative().describe('Index into the transcript’s segments.'),
    start: z.number().nonnegative().nullable().describe('Seconds; null for a text without times.'),
    end: z.number().nonnegative().nullable(),
    quote: z.string(),
  })
  .meta({ id: 'Citation' });

export type ChatMessage = z.output<typeof chatMessageSchema>;
export type Citation = z.output<typeof citationSchema>;

export const chatKind = defineKind({
  name: 'chat',
  title: 'Chat',
  description: 'A question over one transcript or text; the answer cites the segments it rests on.',
  queue: 'ai_processing',
  input: z
    .object({
      ...sourceFields,
      question: z.string().trim().min(1).max(MAX_MESSAGE_LENGTH),
      history: z.array(chatMessageSchema).max(MAX_HISTORY).default([]),
    })
    .refine(hasSource, { message: SOURCE_MISSING, path: ['transcriptionId'] }),
  output: z.object({
    answer: z
      .string()
      .describe('Markdown; a marker like [2] refers to `citations[1]`, counted from 1.'),
    citations: z.array(citationSchema),
    found: z.boolean().describe('False when the source does not hold an answer.'),
    engine: engineSchema,
  }),
  retry: { maxAttempts: 3, backoffMs: 2_000, maxBackoffMs: 120_000 },
  timeLimitMs: 3 * 60_000,
  shareMs: 1_000,
  retentionMs: 30 * 24 * 60 * 60_000,
  // By characters: half a surrogate pair is none.
  titleOf: (input) => Array.from(input.question).slice(0, 120).join(''),
  subjectOf: (input) => input.transcriptionId ?? null,
});

export type ChatOutput = z.output<typeof chatKind.output>;
