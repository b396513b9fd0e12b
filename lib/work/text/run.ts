import type { z } from 'zod';

import { JobError } from '../../jobs/error';
import type { TextEngine, TextRun } from '../../models/language/text-engine';
import type { Work, WorkContext } from '../../queue/work';
import { mayStandIn } from '../stand-in';
import { PATIENCE_MS } from './fallback-engine';

const DAY_MS = 24 * 60 * 60_000;

/** How long an answer may serve again to the same request, by what was asked for. Milliseconds. */
export const KEEP_MS = { chat: DAY_MS, summary: 7 * DAY_MS, content: 7 * DAY_MS } as const;

/** What a person says about answers that were given before. */
interface Answers {
  private?: boolean | undefined;
  fresh?: boolean | undefined;
}

/**
 * What an engine may use of an attempt.
 * @param now wall clock
 */
export function textRunOf(
  context: WorkContext,
  answers: Answers & { keepMs: number },
  now: () => number = Date.now,
): TextRun {
  const { job } = context;
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
    standIn: mayStandIn(job, { now: now(), patienceMs: PATIENCE_MS }),
    keep:
      answers.private === true
        ? undefined
        : { forMs: answers.keepMs, fresh: answers.fresh === true },
  };
}

/** Defers text jobs while no engine can serve them. @param now wall clock */
export function textHold(
  text: TextEngine,
  now: () => number = Date.now,
): NonNullable<Work['hold']> {
  return (job) => {
    const standIn = mayStandIn(job, { now: now(), patienceMs: PATIENCE_MS });
    const hold = text.hold({ standIn });
    return hold === null ? null : { reason: 'provider', ...hold };
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
