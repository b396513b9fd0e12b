import type { Segment, Word } from '../../jobs/kinds/transcription';
import type { Recording } from '../../media/decode/recording';
import { SAMPLE_RATE } from '../../media/decode/recording';
import { readSegment } from '../../media/segments/segment-recording';
import type { SpeechRun, TranscribedSegment } from '../../models/speech/chain';
import type { HeardSegment, Plan } from './checkpoints';

export interface HearOptions {
  language: string | undefined;
  signal: AbortSignal;
  /** Called for one segment after the other, in the order in which they are done. */
  onHeard: (heard: HeardSegment, result: TranscribedSegment) => Promise<void>;
}

/**
 * Transcribes the segments of a plan that are still missing, several at once where the engine allows it.
 * After a failure no further one is begun, but those that are under way are finished and told: they are
 * paid for.
 * @throws JobError of the first that failed; the signal's reason once it is aborted
 */
export async function hearSegments(
  { recording, plan, missing }: { recording: Recording; plan: Plan; missing: readonly number[] },
  speech: SpeechRun,
  { language, signal, onHeard }: HearOptions,
): Promise<void> {
  const waiting = [...missing];
  let telling: Promise<void> = Promise.resolve();

  async function hear(index: number): Promise<void> {
    const [start, end] = plan.spans[index] ?? [0, 0];
    const audio = await readSegment(recording, { start, end });
    signal.throwIfAborted();
    const options = language === undefined ? { signal } : { language, signal };
    const result = await speech.transcribe(audio, options);
    const segment = segmentOf(result, { start: start / SAMPLE_RATE, end: end / SAMPLE_RATE });
    const heard = { index, segment, language: result.language, engine: result.engine };
    telling = telling.then(() => onHeard(heard, result));
    await telling;
  }

  async function work(): Promise<void> {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      try {
        await hear(index);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  }

  const lanes = Array.from({ length: Math.min(speech.parallel, missing.length) }, work);
  const ended = await Promise.allSettled(lanes);
  for (const lane of ended) if (lane.status === 'rejected') throw lane.reason;
}

/** Times from the start of the recording, within the segment, to the millisecond. */
function segmentOf(
  { text, words }: TranscribedSegment,
  span: { start: number; end: number },
): Segment {
  const at = (seconds: number): number =>
    Math.round(Math.min(span.end, Math.max(span.start, span.start + seconds)) * 1_000) / 1_000;
  const timed: Word[] = words.map((word) => ({
    ...word,
    start: at(word.start),
    end: Math.max(at(word.start), at(word.end)),
  }));
  return {
    text: text.trim(),
    start: timed[0]?.start ?? at(0),
    end: timed.at(-1)?.end ?? at(span.end - span.start),
    words: timed,
  };
}
