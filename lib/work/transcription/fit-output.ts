import type { TranscriptionOutput } from '../../jobs/kinds/transcription';
import { PAYLOAD_LIMIT } from '../../jobs/payload-limit';

const LEFT_OUT =
  'The recording is so long that the times of single words were left out: a click leads to the sentence.';

/**
 * The output as it can be kept. From about an hour and three quarters of speech on, the times of words do not fit:
 * the text and the times of its segments are kept without them, since a result that cannot be kept is lost.
 */
export function fitOutput(output: TranscriptionOutput): TranscriptionOutput {
  if (JSON.stringify(output).length <= PAYLOAD_LIMIT) return output;
  const { engine, segments } = output;
  const note = engine.note === null ? LEFT_OUT : `${engine.note} ${LEFT_OUT}`;
  return {
    ...output,
    segments: segments.map((segment) => ({ ...segment, words: [] })),
    engine: { ...engine, note },
  };
}
