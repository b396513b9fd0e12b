import { z } from 'zod';

/** Longest text that a job takes directly; an hour of speech is about 60,000 characters. */
export const MAX_TEXT_LENGTH = 400_000;

export const jobIdSchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'not a job id');

/** What a text job works on: a finished transcription, or a text given with the request. */
export const sourceFields = {
  transcriptionId: jobIdSchema
    .optional()
    .describe(
      'A completed transcription of the same person. Its text is used unless `text` is given.',
    ),
  text: z.string().trim().min(1).max(MAX_TEXT_LENGTH).optional(),
  private: z
    .boolean()
    .optional()
    .describe('Keep no copy of the answer for the same request of somebody else, and use none.'),
  fresh: z.boolean().optional().describe('Ask the model anew, even if the same was asked before.'),
};

export const SOURCE_MISSING = 'Give a transcriptionId or a text.';

export function hasSource(input: {
  transcriptionId?: string | undefined;
  text?: string | undefined;
}): boolean {
  return input.transcriptionId !== undefined || input.text !== undefined;
}
