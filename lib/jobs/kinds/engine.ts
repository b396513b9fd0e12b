import { z } from 'zod';

/** Which engine made a result: a person always sees it. */
export const engineSchema = z
  .object({
    provider: z.string().describe('Who answered: google, openai, …, or local.'),
    model: z.string(),
    local: z.boolean().describe('True when it ran on our own machine, without key or network.'),
    note: z
      .string()
      .nullable()
      .describe('What a reader must know of its limits, and how to get a better result.'),
  })
  .meta({ id: 'Engine' });

export type Engine = z.output<typeof engineSchema>;
