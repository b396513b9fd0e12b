import { z } from 'zod';

import { defineKind } from '../kind';
import { engineSchema } from './engine';
import { hasSource, SOURCE_MISSING, sourceFields } from './source';

/** One thing that a good answer says, and whether this one said it. */
export const answerPointSchema = z
  .object({
    point: z.string(),
    covered: z.boolean().describe('Whether most of its content words occur in the answer.'),
  })
  .meta({ id: 'AnswerPoint' });

export const interviewFeedbackKind = defineKind({
  name: 'interview_feedback',
  title: 'Interview feedback',
  description: 'Feedback on a spoken or written answer to an interview question.',
  queue: 'insights',
  input: z
    .object({
      ...sourceFields,
      question: z.string().trim().min(1).max(1_000),
      points: z
        .array(z.string().trim().min(1).max(300))
        .max(12)
        .default([])
        .describe('What a good answer would mention.'),
    })
    .refine(hasSource, { message: SOURCE_MISSING, path: ['transcriptionId'] }),
  output: z.object({
    markdown: z.string().describe('GitHub-flavoured Markdown, no HTML.'),
    points: z.array(answerPointSchema),
    words: z.number().int().nonnegative(),
    wordsPerMinute: z.number().nonnegative().nullable().describe('Null for a written answer.'),
    fillers: z
      .number()
      .int()
      .nonnegative()
      .describe('“um”, “you know”, …, as the recogniser heard them.'),
    engine: engineSchema,
  }),
  retry: { maxAttempts: 3, backoffMs: 5_000, maxBackoffMs: 240_000 },
  timeLimitMs: 5 * 60_000,
  shareMs: 2_000,
  retentionMs: 30 * 24 * 60 * 60_000,
  titleOf: (input) => input.question.slice(0, 120),
  subjectOf: (input) => input.transcriptionId ?? null,
});

export type InterviewFeedbackOutput = z.output<typeof interviewFeedbackKind.output>;
