import { z } from 'zod';

/** What a store writes down of a file; its id is where it lies, its offset what lies there. */
export const mediaRecordSchema = z.object({
  ownerId: z.string(),
  fileName: z.string(),
  mediaType: z.string().nullable(),
  size: z.number(),
  createdAt: z.number(),
  keep: z.boolean(),
  expireAt: z.number(),
});

export type MediaRecord = z.output<typeof mediaRecordSchema>;
