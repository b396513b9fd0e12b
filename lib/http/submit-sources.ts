import { kindOf } from '../jobs/registry';
import { judgeMedia } from '../media/uploads/judge-media';
import { UploadError } from '../media/uploads/upload-error';
import { idOfKey } from '../queue/fingerprint';
import { QueueError } from '../queue/queue-error';
import type { Caller } from './caller';
import type { Services } from './services';

interface Submission {
  kind: string;
  input: unknown;
  idempotencyKey: string | undefined;
}

/**
 * Refuses a submit whose recording or transcription is not the caller's, or not complete: said now, in the
 * form, instead of by a job that fails later.
 * @throws QueueError `invalid_input`
 */
export async function requireSources(
  services: Services,
  caller: Caller,
  submission: Submission,
): Promise<void> {
  const parsed = kindOf(submission.kind)?.input.safeParse(submission.input);
  // An unknown kind and a wrong input are the queue's to refuse.
  if (!parsed?.success) return;
  const found = await Promise.all(
    inputsOf(parsed.data).map(async ({ at, input }) => {
      const problem = await findProblem(services, caller, fieldsOf(input));
      return problem && { path: [...at, problem.field], message: problem.message };
    }),
  );
  const problems = found.filter((problem) => problem !== null);
  const [first] = problems;
  if (first === undefined || (await isRepeated(services, caller, submission))) return;
  throw new QueueError('invalid_input', first.message, problems);
}

/** The input itself, and what stands in it for other jobs (a batch's items). */
function inputsOf(input: unknown): { at: (string | number)[]; input: unknown }[] {
  const items = typeof input === 'object' && input !== null && 'items' in input ? input.items : [];
  const nested = (Array.isArray(items) ? (items as unknown[]) : []).map((item, index) => ({
    at: ['items', index, 'input'],
    input: typeof item === 'object' && item !== null && 'input' in item ? item.input : null,
  }));
  return [{ at: [], input }, ...nested];
}

/**
 * A submit that was accepted once stays accepted, though its recording was deleted since: recordings are
 * not kept after they were transcribed.
 */
async function isRepeated(
  services: Services,
  caller: Caller,
  { idempotencyKey }: Submission,
): Promise<boolean> {
  if (idempotencyKey === undefined) return false;
  return (await services.queue.get(idOfKey(caller.userId, idempotencyKey))) !== null;
}

interface SourceFields {
  mediaId?: string;
  transcriptionId?: string;
  text?: string;
}

function fieldsOf(input: unknown): SourceFields {
  return typeof input === 'object' && input !== null ? input : {};
}

interface SourceProblem {
  field: keyof SourceFields;
  message: string;
}

async function findProblem(
  services: Services,
  caller: Caller,
  { mediaId, transcriptionId, text }: SourceFields,
): Promise<SourceProblem | null> {
  if (mediaId !== undefined) return findMediaProblem(services, caller, mediaId);
  // With a text of its own the id is only what the job is filed under.
  if (transcriptionId !== undefined && text === undefined) {
    return findJobProblem(services, caller, transcriptionId);
  }
  return null;
}

async function findMediaProblem(
  { media }: Services,
  caller: Caller,
  id: string,
): Promise<SourceProblem | null> {
  const field = 'mediaId';
  const info = await media.info(id);
  if (info === null || info.ownerId !== caller.userId) {
    return { field, message: 'You have no recording with this id. Upload it again.' };
  }
  if (info.offset < info.size) return { field, message: 'The upload is not finished yet.' };
  if (info.mediaType !== null) return null;
  try {
    await judgeMedia(media, info);
    return null;
  } catch (error) {
    if (error instanceof UploadError) return { field, message: error.message };
    throw error;
  }
}

const RESERVED_ID = /^__.*__$/;

async function findJobProblem(
  { queue }: Services,
  caller: Caller,
  id: string,
): Promise<SourceProblem | null> {
  const field = 'transcriptionId';
  const job = RESERVED_ID.test(id) ? null : await queue.get(id);
  if (job === null || job.userId !== caller.userId) {
    return { field, message: 'You have no transcription with this id.' };
  }
  if (job.state !== 'completed')
    return { field, message: 'The transcription is not finished yet.' };
  return null;
}
