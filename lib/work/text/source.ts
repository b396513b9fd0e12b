import { JobError } from '../../jobs/error';
import { transcriptionKind, type TranscriptionOutput } from '../../jobs/kinds/transcription';
import type { Passage, TextSource } from '../../models/language/text-engine';
import type { WorkContext } from '../../queue/work';
import { paragraphsOf } from './paragraphs';

interface SourceInput {
  transcriptionId?: string | undefined;
  text?: string | undefined;
}

/**
 * What a text job works on: the given text, or else a finished transcription. A text that is a transcription's
 * own, word for word, is read as that transcription, so that citations keep their times.
 * @throws JobError `invalid_input`
 */
export async function resolveSource(
  input: SourceInput,
  context: Pick<WorkContext, 'outputOf'>,
): Promise<TextSource> {
  const source = await read(input, context);
  if (source.passages.some((passage) => /[\p{L}\p{N}]/u.test(passage.text))) return source;
  throw new JobError(
    'invalid_input',
    'empty_source',
    `The ${source.kind} has no words, so there is nothing to work on. Choose another one.`,
  );
}

async function read(
  { transcriptionId, text }: SourceInput,
  context: Pick<WorkContext, 'outputOf'>,
): Promise<TextSource> {
  if (text === undefined) return sourceOfTranscript(await transcript(transcriptionId, context));
  const own = await transcript(transcriptionId, context).catch((error: unknown) => {
    // The text is enough: what it came from may be deleted by now.
    if (error instanceof JobError) return null;
    throw error;
  });
  if (own && squeezed(own.text) === squeezed(text)) return sourceOfTranscript(own);
  return { kind: 'text', language: null, passages: passagesOfText(text) };
}

async function transcript(
  id: string | undefined,
  context: Pick<WorkContext, 'outputOf'>,
): Promise<TranscriptionOutput> {
  if (id === undefined) {
    throw new JobError('invalid_input', 'no_source', 'Choose a transcription, or give a text.');
  }
  const { kind, output } = await context.outputOf(id);
  const parsed = transcriptionKind.output.safeParse(output);
  if (kind === 'transcription' && parsed.success) return parsed.data;
  throw new JobError(
    'invalid_input',
    'not_a_transcription',
    'The chosen job is not a finished transcription. Choose one that is.',
  );
}

function sourceOfTranscript(output: TranscriptionOutput): TextSource {
  const passages = output.segments.map(({ text, start, end, words }, index) => ({
    index,
    text,
    start,
    end,
    words,
  }));
  return {
    kind: 'transcript',
    language: output.language,
    passages: passages.length > 0 ? passages : passagesOfText(output.text),
  };
}

function passagesOfText(text: string): Passage[] {
  return paragraphsOf(text).map((paragraph, index) => ({
    index,
    text: paragraph,
    start: null,
    end: null,
    words: [],
  }));
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
