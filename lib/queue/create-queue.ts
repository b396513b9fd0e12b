import { amend } from './actions/amend';
import { cancel } from './actions/cancel';
import { find } from './actions/find';
import { position } from './actions/position';
import { remove } from './actions/remove';
import { replay } from './actions/replay';
import { retry } from './actions/retry';
import { ServerObserver } from './cluster/server-observer';
import { decodeCursor, encodeCursor } from './cursor';
import type { Engine } from './engine';
import { QueueCapacity } from './limits/queue-capacity';
import { userLimits } from './limits/user-limits';
import { unpack } from './payload';
import type { JobPage, ListRequest, Queue } from './queue';
import { readOutput } from './read-output';
import { SubmitterCache } from './submitter-cache';
import { tracedSubmit } from './traced-submit';

/** The queue over an engine. `serverTimeoutMs`: a server whose heartbeat stands still for longer is taken to be dead. */
export function createQueue(
  engine: Engine,
  options: { serverTimeoutMs: number },
): Queue & { observer: ServerObserver } {
  const limits = {
    submitters: new SubmitterCache(engine.clock),
    capacity: new QueueCapacity(engine),
  };
  const observer = new ServerObserver(engine, options.serverTimeoutMs);
  return {
    observer,
    submit: (request) => tracedSubmit(engine, limits, request),
    limits: (userId, plan) => userLimits(engine, userId, plan),
    get: async (id) => (await engine.jobs.get(id))?.job ?? null,
    list: (request) => list(engine, request),
    input: async (job) =>
      unpack(job.input, await engine.jobs.readParts(job.id, 'input', job.inputParts)),
    output: (job) => readOutput(engine, job),
    position: (job) => position(engine, observer, job),
    cancel: (id) => cancel(engine, id),
    replay: (id, edit) => replay(engine, id, edit),
    retry: (id, plan) => retry(engine, limits, id, plan),
    remove: (id) => remove(engine, id),
    amend: (id, amendment) => amend(engine, id, amendment),
    find: (filter, page) => find(engine, filter, page),
    watch: (id, listener) =>
      engine.jobs.watchJob(id, {
        next: (stored) => listener.next(stored?.job ?? null),
        error: (error) => listener.error(error),
      }),
  };
}

async function list(engine: Engine, request: ListRequest): Promise<JobPage> {
  const { cursor, limit, ...filter } = request;
  const found = await engine.jobs.list({
    ...filter,
    limit: limit + 1,
    ...(cursor === undefined ? {} : { before: decodeCursor(cursor) }),
  });
  const jobs = found.slice(0, limit).map((stored) => stored.job);
  const last = jobs.at(-1);
  return {
    jobs,
    nextCursor: found.length > limit && last !== undefined ? encodeCursor(last) : null,
  };
}
