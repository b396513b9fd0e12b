import type { Segment, TranscriptionOutput } from '@/lib/jobs/kinds/transcription';

/** The output with other segments. Its text is joined again as the engine had joined it. */
export function withSegments(
  output: TranscriptionOutput,
  segments: readonly Segment[],
): TranscriptionOutput {
  const joins = (separator: string) =>
    output.text === output.segments.map((segment) => segment.text).join(separator);
  const separator = ['\n', '\n\n', ' '].find(joins) ?? ' ';
  const text = segments
    .map((segment) => segment.text)
    .filter((line) => line !== '')
    .join(separator);
  return { ...output, text, segments: [...segments] };
}

/** How many words a person would count. */
export function wordCount(segments: readonly Pick<Segment, 'text'>[]): number {
  return segments.reduce((sum, { text }) => sum + (text.match(/\S+/gu)?.length ?? 0), 0);
}
