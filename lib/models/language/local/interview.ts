import type { TextSource } from '../text-engine';
import { countWords } from '../word-count';
import { analyse } from './analysis';
import { sentencesOf } from './lexicon';

/** What can be counted of an answer without understanding it. */
export interface AnswerMeasures {
  points: { point: string; covered: boolean }[];
  words: number;
  /** Null for a text without times. */
  wordsPerMinute: number | null;
  fillers: number;
}

/** From this part of a point's content words on, the answer is taken to mention it. */
const COVERED_FROM = 0.6;

const FILLERS = /\b(?:um+|uh+|er+m?|hmm+|you know|i mean|sort of|kind of|basically|literally)\b/gi;

/** Speech at an even pace is between these, words a minute (National Center for Voice and Speech: about 150). */
const SLOW = 110;
const FAST = 170;

/** Counts what an answer mentions and how it was spoken. @throws the signal's reason once aborted */
export async function measureAnswer(
  source: TextSource,
  points: readonly string[],
  signal: AbortSignal,
): Promise<AnswerMeasures> {
  const { units, language } = await analyse(source, signal);
  const said = new Set(units.flatMap((unit) => unit.terms));
  const text = source.passages.map((passage) => passage.text).join(' ');
  const words = countWords(text);
  const seconds = spokenSeconds(source);
  return {
    points: points.map((point) => ({ point, covered: isCovered(point, said, language) })),
    words,
    wordsPerMinute: seconds === null ? null : Math.round((words / seconds) * 60),
    fillers: text.match(FILLERS)?.length ?? 0,
  };
}

function isCovered(point: string, said: ReadonlySet<string>, language: string): boolean {
  const terms = new Set(sentencesOf(point, language).flatMap((sentence) => sentence.terms));
  const found = [...terms].filter((term) => said.has(term));
  return terms.size > 0 && found.length / terms.size >= COVERED_FROM;
}

function spokenSeconds({ passages }: TextSource): number | null {
  const start = passages.at(0)?.start ?? null;
  const end = passages.at(-1)?.end ?? null;
  return start === null || end === null || end <= start ? null : end - start;
}

/** The measures as advice, in Markdown. It says what was counted, and nothing else. */
export function measuredFeedback(measures: AnswerMeasures): string {
  const missing = measures.points.filter(({ covered }) => !covered);
  const covered = measures.points.length - missing.length;
  const lines = [
    ...(measures.points.length === 0
      ? []
      : [
          `**Content.** ${covered} of ${measures.points.length} points are mentioned.`,
          ...missing.map(({ point }) => `- Not heard: ${point}`),
        ]),
    `**Length.** ${measures.words} words${lengthAdvice(measures.words)}`,
    ...(measures.wordsPerMinute === null
      ? []
      : [
          `**Pace.** ${measures.wordsPerMinute} words a minute${paceAdvice(measures.wordsPerMinute)}`,
        ]),
    measures.fillers === 0
      ? '**Fillers.** None were heard.'
      : `**Fillers.** ${measures.fillers} were heard. A short pause sounds surer.`,
  ];
  return lines.join('\n\n').replaceAll(/\n\n- /g, '\n- ');
}

function lengthAdvice(words: number): string {
  if (words < 40) return ': short. Add an example of your own.';
  if (words > 350) return ': long. Lead with the result, then one example.';
  return ', which is about right for one question.';
}

function paceAdvice(perMinute: number): string {
  if (perMinute < SLOW) return ': slow. Fewer pauses keep the thread.';
  if (perMinute > FAST) return ': fast. Pause after each point.';
  return ', an even pace.';
}
