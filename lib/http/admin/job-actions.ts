import type { Job } from '../../jobs/job';
import type { Json } from '../../jobs/json';
import type { Caller } from '../caller';
import { deleteJob } from '../delete-job';
import { fieldProblems } from '../field-problems';
import { HttpProblem } from '../problem';
import type { Services } from '../services';
import { QueueError } from '../../queue/queue-error';
import { auditedAction } from './audited-action';
import { nothingThere } from './change-record';

/** Anybody's job. @throws HttpProblem `not_found` */
export async function anyJob({ queue }: Services, id: string): Promise<Job> {
  const job = await queue.get(id);
  if (job === null) throw nothingThere();
  return job;
}

export interface RevealedJob {
  id: string;
  title: string;
  partial: string | null;
  input: Json;
  output: Json | null;
}

/** What a person wrote and got. The audit log has it before anybody reads it. */
export async function revealJob(
  services: Services,
  caller: Caller,
  id: string,
): Promise<RevealedJob> {
  const job = await anyJob(services, id);
  return auditedAction(
    services.engine,
    { ...about(caller, 'reveal', job), before: null },
    async () => {
      const { queue } = services;
      const [input, output] = await Promise.all([queue.input(job), queue.output(job)]);
      return { id, title: job.title, partial: job.partial, input, output };
    },
    () => ({ userId: job.userId }),
  );
}

/** @throws HttpProblem `not_found`; QueueError `illegal_transition` */
export async function cancelJob(services: Services, caller: Caller, id: string): Promise<Job> {
  const job = await anyJob(services, id);
  return auditedAction(
    services.engine,
    { ...about(caller, 'cancel', job), before: stateOf(job) },
    () => services.queue.cancel(id),
    stateOf,
  );
}

/**
 * Runs a failed or cancelled job again, with another input where one is given.
 * @throws HttpProblem `not_found`, `invalid_input` with pointers; QueueError `illegal_transition`
 */
export async function replayJob(
  services: Services,
  caller: Caller,
  id: string,
  edited: { input?: unknown },
): Promise<Job> {
  const job = await anyJob(services, id);
  const changed = edited.input !== undefined;
  return auditedAction(
    services.engine,
    { ...about(caller, 'replay', job), before: stateOf(job) },
    () =>
      services.queue.replay(id, changed ? { input: edited.input } : {}).catch((error: unknown) => {
        throw located(error);
      }),
    (replayed) => ({ ...stateOf(replayed), inputChanged: changed }),
  );
}

/** Deletes an ended job with all that hangs on it. @throws HttpProblem `not_found`; QueueError `illegal_transition` */
export async function discardJob(services: Services, caller: Caller, id: string): Promise<void> {
  const job = await anyJob(services, id);
  await auditedAction(
    services.engine,
    { ...about(caller, 'discard', job), before: stateOf(job) },
    () => deleteJob(services, job),
    () => ({ deleted: true }),
  );
}

function about(caller: Caller, action: string, { id }: Job) {
  return { caller, action: `job.${action}`, target: `job:${id}` };
}

function stateOf({ state, kind, userId, error }: Job) {
  return { state, kind, userId, error: error?.code ?? null };
}

/** An edited input stands under `input` in the caller's body. */
function located(error: unknown): unknown {
  if (!(error instanceof QueueError) || error.code !== 'invalid_input') return error;
  return new HttpProblem('invalid_input', error.message, {
    errors: fieldProblems(error.issues, ['input']),
    cause: error,
  });
}
