import { z } from 'zod';

import { jobIdSchema } from '../../jobs/kinds/source';

/** Firestore keeps names with two underscores on both ends for itself. */
const RESERVED = /^__.*__$/;

/** An id that the store can be asked for. */
export const lookupIdSchema = jobIdSchema.refine((id) => !RESERVED.test(id), 'a reserved name');

export const idParamSchema = z.object({ id: lookupIdSchema });

export const mediaParamSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'not a media id'),
});

/** Of the previous page. The place in it must be one that the store can look up. */
export const cursorSchema = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !/:__.*__$/.test(Buffer.from(text, 'base64url').toString()), 'not a cursor');
