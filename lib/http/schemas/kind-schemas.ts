import { z } from 'zod';

import type { JobKind } from '../../jobs/kind';
import { KINDS } from '../../jobs/kinds';
import { PRIORITIES } from '../../jobs/priority';
import { PUBLIC_KIND_NAMES } from '../../jobs/registry';
import { jobViewSchema, positionSchema } from './job-view-schema';

const kinds = PUBLIC_KIND_NAMES.map((name): JobKind => KINDS[name]);

/** When and how soon; beside `kind` and `input` of every submit. */
const submitOptions = {
  priority: z
    .enum(PRIORITIES)
    .optional()
    .describe('No higher than the plan allows: more than that counts as the plan’s highest.'),
  runAt: z.iso
    .datetime({ offset: true })
    .refine((text) => Date.parse(text) < Date.now() + MAX_DELAY_MS, 'at most a year ahead')
    .optional()
    .describe('Not before this time (ISO 8601).'),
};

const MAX_DELAY_MS = 365 * 24 * 60 * 60_000;

/** What a route can check of a submit; the rest is the kind's, whose schema the queue asks. */
export const submitSchema = z.object({
  kind: z.string().min(1).max(100),
  input: z.unknown(),
  ...submitOptions,
});

/** The same, as a reader of the API sees it: one shape for each kind that is declared. */
export const documentedSubmitSchema = oneOf(
  kinds.map((kind) =>
    z
      .object({ kind: z.literal(kind.name), input: kind.input, ...submitOptions })
      .meta({ id: `Submit${pascalCase(kind.name)}`, description: kind.description }),
  ),
);

const detailFields = {
  input: z.unknown().describe('As it was accepted, defaults filled in.'),
  position: positionSchema.nullable().describe('Null unless the job is pending.'),
};

/** What `GET /api/jobs/{id}` answers, whatever its kind. */
export const jobDetailSchema = jobViewSchema.extend({ ...detailFields, output: z.unknown() });

export const documentedJobDetailSchema = oneOf(
  kinds.map((kind) =>
    jobViewSchema
      .extend({
        ...detailFields,
        kind: z.literal(kind.name),
        input: kind.input,
        output: kind.output.nullable().describe('Null unless completed.'),
      })
      .meta({ id: `${pascalCase(kind.name)}Job`, description: kind.description }),
  ),
);

export const documentedOutputSchema = oneOf(kinds.map((kind) => kind.output));

function oneOf(options: z.ZodType[]): z.ZodType {
  const [first, second, ...others] = options;
  if (first === undefined) throw new Error('No kind of job is declared.');
  return second === undefined ? first : z.union([first, second, ...others]);
}

function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
