import type { Priority } from '../jobs/priority';
import type { KindName } from '../jobs/registry';
import type { Caller } from './caller';
import type { Services } from './services';
import { acceptedResponse, submitJob } from './submit-job';

interface StartJob {
  kind: KindName;
  /** The kind's input, made of the body. */
  input: Readonly<Record<string, unknown>>;
  priority: Priority | undefined;
  idempotencyKey: string | undefined;
  /** What the body calls fields that the kind calls otherwise. */
  names: Readonly<Record<string, string>>;
}

/** Submits what the `/api/deepseek` routes take, and answers with the `jobId` that their callers read. */
export async function startJob(
  services: Services,
  caller: Caller,
  { names, ...job }: StartJob,
): Promise<Response> {
  const submitted = await submitJob(services, caller, {
    ...job,
    locate: ([first, ...others]) =>
      first === undefined ? [] : [names[String(first)] ?? first, ...others],
  });
  return acceptedResponse(submitted, { jobId: submitted.job.id });
}
