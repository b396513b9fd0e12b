import { JobError } from '../../jobs/error';
import type { Job, Millis } from '../../jobs/job';
import { PAYLOAD_LIMIT } from '../../jobs/payload-limit';
import { buildJob } from '../build-job';
import type { Engine } from '../engine';
import { fingerprint } from '../fingerprint';
import { earliestStart } from '../rank';
import type { ChildRequest } from '../work';
import type { NewChild } from './await-children';
import { childId } from './child-id';

/** All of them begin in one commit. */
export const MAX_CHILDREN = 200;

/**
 * The jobs that a parent asks for. At most `concurrency` of them run at once: so many chains there are, in which
 * each child waits for the one before it. Webhooks hear of the parent's end alone.
 * @throws JobError `invalid_input`
 */
export function buildChildren(
  engine: Engine,
  parent: Job,
  requests: readonly ChildRequest[],
  concurrency: number,
): NewChild[] {
  if (requests.length > MAX_CHILDREN) {
    throw refusal('too_many_children', `A job may have at most ${MAX_CHILDREN} others made.`);
  }
  let shareEnd = firstPlace(engine, parent);
  const children = requests.map((request, index): NewChild => {
    const built = buildChild(engine, parent, request, { index, shareEnd });
    // They come one after the other, as if their owner had submitted them.
    shareEnd = built.shareEnd;
    const next = index + concurrency;
    const held = index >= concurrency;
    const job: Job = {
      ...built.job,
      state: held ? 'scheduled' : 'pending',
      title: request.title ?? built.job.title,
      flow: {
        parentId: parent.id,
        index,
        nextId: next < requests.length ? childId(parent, next) : null,
        held,
      },
      traceparent: parent.traceparent,
    };
    return { job, parts: built.packed.parts };
  });
  if (children.reduce((sum, child) => sum + weightOf(child), 0) > PAYLOAD_LIMIT) {
    throw refusal('children_too_large', 'The inputs are larger together than can be kept at once.');
  }
  return children;
}

/**
 * Where the children's part of their user's share begins: right behind their parent's own, which its submit placed and,
 * for the jobs that its input lists, moved the user's share on by theirs. So many parents' children come behind one
 * another although none of them is charged again, and a parent that was late puts none of them before now.
 */
function firstPlace(engine: Engine, parent: Job): Millis {
  const own = engine.kindOf(parent.kind)?.shareMs ?? 0;
  return Math.max(engine.clock.now(), earliestStart(parent) + own);
}

function buildChild(
  engine: Engine,
  parent: Job,
  request: ChildRequest,
  place: { index: number; shareEnd: number },
): ReturnType<typeof buildJob> {
  const kind = engine.kindOf(request.kind);
  if (kind === undefined) {
    throw refusal('unknown_kind', `There is no kind of job called ${request.kind}.`);
  }
  const parsed = kind.input.safeParse(request.input);
  if (!parsed.success) {
    const which = `Job ${place.index + 1} does not fit a ${kind.title.toLowerCase()} job`;
    throw refusal('invalid_input', `${which}: ${parsed.error.issues[0]?.message ?? 'its input'}.`);
  }
  const input = parsed.data;
  return buildJob(
    engine,
    kind,
    {
      kind: kind.name,
      userId: parent.userId,
      input,
      priority: parent.priority,
      parentId: parent.id,
    },
    {
      id: childId(parent, place.index),
      input,
      print: fingerprint(kind.name, input),
      shareEnd: place.shareEnd,
    },
  );
}

function weightOf({ job, parts }: NewChild): number {
  const beside = parts.flatMap((part) => part.texts).reduce((sum, text) => sum + text.length, 0);
  return (job.input?.length ?? 0) + beside;
}

function refusal(code: string, message: string): JobError {
  return new JobError('invalid_input', code, message);
}
