import {
  interviewFeedbackKind,
  type InterviewFeedbackOutput,
} from '../jobs/kinds/interview_feedback';
import { LOCAL_TEXT_ENGINE } from '../models/language/local/engine-note';
import { measuredFeedback, measureAnswer } from '../models/language/local/interview';
import type { TextEngine, TextRun, TextSource } from '../models/language/text-engine';
import type { Work } from '../queue/work';
import { KEEP_MS, parseInput, textHold, textRunOf } from './text/run';
import type { TextServices } from './text/services';
import { resolveSource } from './text/source';

const COUNTED_NOTE =
  'Made without a language model: what is said here was counted. For written feedback, whoever runs this site can configure a model provider.';

const MAX_WORDS = 220;

/** Feedback on an answer: what can be counted, and what a language model writes of it where there is one. */
export function interviewFeedbackWork({ text }: TextServices): Work {
  return {
    kind: interviewFeedbackKind,
    hold: textHold(text),
    async run(input, context): Promise<InterviewFeedbackOutput> {
      const { question, points, ...given } = parseInput(interviewFeedbackKind.input, input);
      const source = await resolveSource(given, context);
      const run = textRunOf(context, { ...given, keepMs: KEEP_MS.content });
      const measures = await measureAnswer(source, points, context.signal);
      const written = await writtenFeedback(text, source, { question, points }, run);
      return {
        ...measures,
        markdown: written?.markdown ?? measuredFeedback(measures),
        engine: written?.engine ?? { ...LOCAL_TEXT_ENGINE, note: COUNTED_NOTE },
      };
    },
  };
}

/** Null where no language model answers: the local engine quotes, and a quotation is no feedback. */
async function writtenFeedback(
  text: TextEngine,
  source: TextSource,
  asked: { question: string; points: readonly string[] },
  run: TextRun,
): Promise<Pick<InterviewFeedbackOutput, 'markdown' | 'engine'> | null> {
  if (text.engines.every((engine) => engine.local)) return null;
  const { markdown, engine } = await text.write(
    source,
    {
      prompt: [
        `The source is somebody's answer to the interview question “${asked.question}”.`,
        ...(asked.points.length === 0
          ? []
          : [`A good answer mentions: ${asked.points.join('; ')}.`]),
        'Say in the second person what is good, what is missing, and how to say it better. Be concrete and kind.',
      ].join(' '),
      contentTypeId: 'interview-feedback',
      contentTypeName: 'Interview feedback',
      contentCategory: 'feedback',
      maxWords: MAX_WORDS,
    },
    run,
  );
  return engine.local ? null : { markdown, engine };
}
