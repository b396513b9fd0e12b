import type { StatsHistory, StatsPoint } from '../../cluster/stats';
import type { Job } from '../../jobs/job';
import type { Engine } from '../../queue/engine';
import { RECORDS } from '../../queue/records';
import { isoTime } from '../iso-time';
import { auditPage } from './audit-log';
import type { Cell } from './csv';
import { type JobSearch, searchJobs } from './search-jobs';

export const MAX_ROWS = 10_000;

const PAGE = 100;

/** One row of a file: the same names in each row. */
export type Row = Readonly<Record<string, Cell>>;

/** Jobs that fit, newest first, redacted. */
export async function* jobRows(engine: Engine, search: JobSearch): AsyncGenerator<Row> {
  let cursor: string | undefined;
  let rows = 0;
  do {
    const page = await searchJobs(engine, search, { limit: PAGE, cursor });
    for (const job of page.jobs) {
      if (rows === MAX_ROWS) return;
      rows += 1;
      yield jobRow(job);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

function jobRow(job: Job): Row {
  const { usage, error, startedAt, finishedAt, createdAt } = job;
  return {
    id: job.id,
    kind: job.kind,
    queue: job.queue,
    userId: job.userId,
    state: job.state,
    priority: job.priority,
    attempt: job.attempt,
    maxAttempts: job.maxAttempts,
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
    createdAt: isoTime(createdAt),
    startedAt: startedAt === null ? null : isoTime(startedAt),
    finishedAt: finishedAt === null ? null : isoTime(finishedAt),
    provider: usage?.provider ?? null,
    model: usage?.model ?? null,
    inputTokens: usage?.inputTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    costUsd: usage?.cost ?? null,
  };
}

/** The audit log, newest first. */
export async function* auditRows(
  engine: Engine,
  filter: { actorId?: string | undefined; action?: string | undefined },
): AsyncGenerator<Row> {
  let cursor: string | undefined;
  let rows = 0;
  do {
    const page = await auditPage(engine, { ...filter, limit: PAGE, cursor });
    for (const { before, after, ...entry } of page.entries) {
      if (rows === MAX_ROWS) return;
      rows += 1;
      yield { ...entry, before: textOf(before), after: textOf(after) };
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** The points of a chart, oldest first: of all queues together, or of one. */
export async function* statsRows(
  { records }: Engine,
  { range, queue }: { range: 'hour' | 'day' | 'week'; queue?: string | undefined },
): AsyncGenerator<Row> {
  const { record } = await records.read(RECORDS.statsHistory, range);
  yield* pointsOf(record?.value, queue).map(({ at, ...numbers }) => ({
    at: isoTime(at),
    ...numbers,
  }));
}

function pointsOf(history: StatsHistory | undefined, queue: string | undefined): StatsPoint[] {
  if (history === undefined) return [];
  return queue === undefined ? history.points : (history.queues[queue] ?? []);
}

function textOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
