import { z } from 'zod';

import { PROBLEM_CODES } from '../problem-types';

/** The body of every refusal (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string().describe('Where this kind of problem is explained.'),
    title: z.string(),
    status: z.number().int().min(400).max(599),
    detail: z.string().describe('What happened, for a person, with a way out.'),
    code: z.enum(PROBLEM_CODES),
    errors: z
      .array(
        z.object({
          pointer: z.string().describe('JSON pointer into the body, or `/name` of a parameter.'),
          detail: z.string(),
        }),
      )
      .optional(),
    instance: z.string().optional().describe('Names this occurrence in our log.'),
  })
  .meta({ id: 'Problem', description: 'A problem document (RFC 9457).' });
