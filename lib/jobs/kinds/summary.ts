import { z } from 'zod';

import { defineKind } from '../kind';
import { engineSchema } from './engine';
import { hasSource, SOURCE_MISSING, sourceFields } from './source';

export const SUMMARY_STYLES = ['brief', 'detailed', 'key_points', 'action_items'] as const;

export type SummaryStyle = (typeof SUMMARY_STYLES)[number];

const STYLE_TITLES: Record<SummaryStyle, string> = {
  brief: 'Brief summary',
  detailed: 'Detailed summary',
  key_points: 'Key points',
  action_items: 'Action items',
};

export const summaryKind = defineKind({
  name: 'summary',
  title: 'Summary',
  description: 'A transcript or text in short: brief, detailed, as key points or as action items.',
  queue: 'ai_processing',
  input: z
    .object({ ...sourceFields, style: z.enum(SUMMARY_STYLES).default('brief') })
    .refine(hasSource, { message: SOURCE_MISSING, path: ['transcriptionId'] }),
  output: z.object({
    style: z.enum(SUMMARY_STYLES),
    markdown: z.string().describe('GitHub-flavoured Markdown, no HTML.'),
    engine: engineSchema,
  }),
  retry: { maxAttempts: 3, backoffMs: 5_000, maxBackoffMs: 240_000 },
  timeLimitMs: 5 * 60_000,
  shareMs: 2_000,
  retentionMs: 30 * 24 * 60 * 60_000,
  titleOf: (input) => STYLE_TITLES[input.style],
  subjectOf: (input) => input.transcriptionId ?? null,
});

export type SummaryOutput = z.output<typeof summaryKind.output>;
