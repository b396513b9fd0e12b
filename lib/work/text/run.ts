import type { z } from 'zod';

import { JobError } from '../../jobs/error';
import type { TextRun } from '../../models/language/text-engine';
import type { WorkContext } from '../../queue/work';

/** What an engine may use of an attempt. */
export function textRunOf(context: WorkContext): TextRun {
  return {
    signal: context.signal,
    progress: (report) => {
      context.progress(report);
    },
    loadCheckpoints: () => context.loadCheckpoints(),
    saveCheckpoint: (value) => context.saveCheckpoint(value),
    addUsage: (usage) => {
      context.addUsage(usage);
    },
    lastAttempt: context.job.attempt >= context.job.maxAttempts,
  };
}

/** The input as its kind describes it. @throws JobError `invalid_input` */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new JobError(
    'invalid_input',
    'invalid_input',
    'The job does not say what is to be done in a form that we can read. Submit it again.',
    { cause: parsed.error },
  );
}
