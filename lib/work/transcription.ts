import { JobError } from '../jobs/error';
import type { Job } from '../jobs/job';
import { transcriptionKind } from '../jobs/kinds/transcription';
import type { TranscriptionInput, TranscriptionOutput } from '../jobs/kinds/transcription';
import { noSpeech, silentAudio } from '../media/decode/decode-failure';
import { decodeMedia } from '../media/decode/decode-media';
import type { Recording } from '../media/decode/recording';
import { segmentRecording } from '../media/segments/segment-recording';
import { MediaStoreError } from '../media/storage/media-store';
import type { MediaStore } from '../media/storage/media-store';
import type { EngineChoice, SpeechChain } from '../models/speech/chain';
import type { Work, WorkContext } from '../queue/work';
import { mayStandIn } from './stand-in';
import { parseInput } from './text/run';
import { assemble, spoken, textOf } from './transcription/assemble';
import { planCheckpoint, resume, segmentCheckpoint } from './transcription/checkpoints';
import type { HeardSegment, Plan, Resumed } from './transcription/checkpoints';
import { fitOutput } from './transcription/fit-output';
import { hearSegments } from './transcription/hear-segments';
import { settleMedia } from './transcription/settle-media';
import { usageOf } from './transcription/usage';

export interface TranscriptionServices {
  media: MediaStore;
  speech: SpeechChain;
}

/** A person rather takes a rough transcript now than a good one after this. Milliseconds. */
const PATIENCE_MS = 30 * 60_000;

/**
 * Speech to text. Each segment is one checkpoint, after one that holds the plan: an attempt takes up where
 * the one before it ended, cuts the recording as that did and asks the engine that it used. When all
 * segments are there the recording is not needed any more, so it may be deleted before the job is done.
 * @param now wall clock
 */
export function transcriptionWork(
  { media, speech }: TranscriptionServices,
  now: () => number = Date.now,
): Work {
  return {
    kind: transcriptionKind,
    hold(job) {
      const standIn = mayStandIn(job, { now: now(), patienceMs: PATIENCE_MS });
      const hold = speech.hold({ choice: choiceOf(job), standIn });
      return hold === null ? null : { reason: 'provider', ...hold };
    },
    async run(input, context): Promise<TranscriptionOutput> {
      const order = parseInput(transcriptionKind.input, input);
      const resumed = resume(await context.loadCheckpoints());
      const plan = isFinished(resumed)
        ? resumed.plan
        : await hearRecording({ media, speech, order, context, resumed, now });

      const heard = inOrder(resumed.heard);
      if (spoken(heard).length === 0) throw noSpeech();
      const keepUntil = now() + transcriptionKind.retentionMs;
      const mediaKept = await settleMedia(media, order, keepUntil);
      return fitOutput(assemble(plan, heard, { language: order.language, mediaKept }));
    },
  };
}

/** From the job's own document: its input is small. */
function choiceOf({ input }: Readonly<Job>): EngineChoice {
  const parsed = choiceSchema.safeParse(JSON.parse(input ?? '{}'));
  return parsed.success ? parsed.data.engine : 'auto';
}

const choiceSchema = transcriptionKind.input.pick({ engine: true });

interface Hearing extends TranscriptionServices {
  order: TranscriptionInput;
  context: WorkContext;
  /** Filled with what is heard. */
  resumed: Resumed;
  now: () => number;
}

async function hearRecording(hearing: Hearing): Promise<Plan> {
  const { speech, order, context, resumed, now } = hearing;
  const { job, signal } = context;
  const run = speech.start({
    choice: order.engine,
    first: resumed.lastEngine,
    standIn: mayStandIn(job, { now: now(), patienceMs: PATIENCE_MS }),
  });
  const recording = await openRecording(hearing);
  try {
    const plan = resumed.plan ?? (await makePlan(recording, context));
    report(context, plan, resumed);
    const missing = plan.spans.flatMap((_, index) => (resumed.heard.has(index) ? [] : [index]));
    await hearSegments({ recording, plan, missing }, run, {
      language: order.language,
      signal,
      onHeard: async (heard, result) => {
        context.addUsage(usageOf(result));
        resumed.heard.set(heard.index, heard);
        report(context, plan, resumed);
        await context.saveCheckpoint(segmentCheckpoint(heard));
      },
    });
    return plan;
  } finally {
    await recording.close();
  }
}

async function openRecording({ media, order, context, resumed }: Hearing): Promise<Recording> {
  const info = await media.info(order.mediaId);
  // Another person's is answered like one that is not there.
  if (info === null || info.ownerId !== context.job.userId) throw mediaMissing();
  if (info.offset < info.size) {
    throw new JobError(
      'invalid_input',
      'media_incomplete',
      'The recording was not uploaded to its end. Finish the upload or send it again.',
    );
  }
  const current = resumed.heard.size;
  const total = resumed.plan?.spans.length ?? 1;
  context.progress({ current, total, message: 'Reading the recording' });
  try {
    return await decodeMedia(media.read(info.id), {
      signal: context.signal,
      onProgress: (seconds) => {
        const message = `Reading the recording, ${clock(seconds)} so far`;
        context.progress({ current, total, message });
      },
    });
  } catch (error) {
    const deleted = error instanceof MediaStoreError && error.code === 'not_found';
    throw deleted ? mediaMissing() : error;
  }
}

const mediaMissing = (): JobError =>
  new JobError(
    'invalid_input',
    'media_missing',
    'The recording is not there any more: it was deleted or its time was over. Upload it again.',
  );

async function makePlan(recording: Recording, context: WorkContext): Promise<Plan> {
  const spans = segmentRecording(recording);
  if (spans.length === 0) throw recording.silent ? silentAudio() : noSpeech();
  const plan: Plan = {
    duration: recording.duration,
    damaged: recording.damaged,
    spans: spans.map(({ start, end }) => [start, end]),
  };
  await context.saveCheckpoint(planCheckpoint(plan));
  return plan;
}

function report(context: WorkContext, plan: Plan, { heard }: Resumed): void {
  const done = inOrder(heard);
  // Only up to the first gap: text that is shown must not be pushed down by what comes later.
  const gap = done.findIndex(({ index }, place) => index !== place);
  const shown = spoken(gap === -1 ? done : done.slice(0, gap)).map(({ segment }) => segment);
  const reached = shown.at(-1)?.end ?? 0;
  const text = textOf(shown);
  context.progress({
    current: done.length,
    total: plan.spans.length,
    message: `Transcribing, ${clock(reached)} of ${clock(plan.duration)}`,
    ...(text === '' ? {} : { partial: text }),
  });
}

function isFinished(resumed: Resumed): resumed is Resumed & { plan: Plan } {
  return resumed.plan?.spans.length === resumed.heard.size;
}

function inOrder(heard: Resumed['heard']): HeardSegment[] {
  return [...heard.values()].sort((a, b) => a.index - b.index);
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0
    ? `${hours}:${pad(minutes)}:${pad(whole % 60)}`
    : `${minutes}:${pad(whole % 60)}`;
}
