import { z } from 'zod';

import { defineKind, type JobKind, type KindIssue } from '../kind';
import { JOB_STATES } from '../state';

const NAME = 'batch';

const itemSchema = z.object({
  kind: z.string().min(1).max(100).describe('Any kind of job but another batch.'),
  input: z.unknown().describe('What that kind takes.'),
});

export const batchKind = defineKind({
  name: 'batch',
  title: 'Batch',
  description:
    'Up to 100 jobs of any kinds, a few at a time, with how each of them ended. Each counts as a submit of its own, so no more than your plan admits at once.',
  queue: 'analysis',
  input: z.object({
    items: z.array(itemSchema).min(1).max(100),
    concurrency: z.number().int().min(1).max(10).default(3).describe('Jobs that run at once.'),
  }),
  output: z.object({
    items: z.array(
      z.object({
        jobId: z.string(),
        state: z.enum(JOB_STATES),
        error: z.object({ code: z.string(), message: z.string() }).nullable(),
      }),
    ),
  }),
  retry: { maxAttempts: 3, backoffMs: 2_000, maxBackoffMs: 60_000 },
  timeLimitMs: 2 * 60_000,
  shareMs: 1_000,
  retentionMs: 30 * 24 * 60 * 60_000,
  titleOf: ({ items }) =>
    items.length === 1 ? 'Batch of one job' : `Batch of ${items.length} jobs`,
  subjectOf: () => null,
  lists: { field: 'items', kindsOf: ({ items }) => items.map(({ kind }) => kind) },
  check: ({ items }, kindOf) =>
    items.flatMap((item, at) =>
      problemsOf(item, kindOf).map(({ path, message }) => ({
        path: ['items', at, ...path],
        message,
      })),
    ),
});

function problemsOf(
  item: z.output<typeof itemSchema>,
  kindOf: (name: string) => JobKind | undefined,
): readonly KindIssue[] {
  const kind = kindOf(item.kind);
  if (kind === undefined || kind.internal === true || kind.name === NAME) {
    return [{ path: ['kind'], message: `A batch cannot hold a job called ${item.kind}.` }];
  }
  const parsed = kind.input.safeParse(item.input);
  const issues: readonly KindIssue[] = parsed.success
    ? (kind.check?.(parsed.data, kindOf) ?? [])
    : parsed.error.issues.map(({ path, message }) => ({
        path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
        message,
      }));
  return issues.map(({ path, message }) => ({ path: ['input', ...path], message }));
}

export type BatchOutput = z.output<typeof batchKind.output>;
