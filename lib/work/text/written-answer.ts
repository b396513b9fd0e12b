import { analyse } from '../../models/language/local/analysis';
import { readQuestion } from '../../models/language/local/question';
import { inOrder, rank, selectDiverse } from '../../models/language/local/ranking';
import { search } from '../../models/language/local/retrieval';
import type { ModelMessage } from '../../models/language/language-models';
import type { AnswerResult, Passage, Question } from '../../models/language/text-engine';
import { lengthOf } from './chunks';
import { resolveCitations, withoutMarkers } from './citations';
import { answerPrompt, fencedSource, NOT_FOUND } from './prompts';
import { safeMarkdown } from './safe-markdown';
import { engineWithHistory, occursIn, showGrowing, type WrittenJob } from './written-job';

/** How much of the talk so far goes along. */
const HISTORY_MESSAGES = 12;
const HISTORY_CHARACTERS = 24_000;

/** An answer by a model, from the whole source or the passages of a long one that fit the question best. */
export async function writeAnswer(job: WrittenJob, question: Question): Promise<AnswerResult> {
  const { models, budget, source, run } = job;
  const whole = lengthOf(source.passages) <= budget.whole;
  run.progress({ current: 0, total: 1, message: whole ? 'Reading' : 'Searching' });
  const shown = whole ? source.passages : await bestPassages(job, question);
  const clean = (text: string) => {
    const { found, rest } = withoutSentinel(safeMarkdown(text, occursIn(source)));
    return { found, ...resolveCitations(rest, shown) };
  };
  const generated = await models.stream({
    system: answerPrompt(!whole),
    messages: [
      ...historyOf(question),
      {
        role: 'user',
        content: `${fencedSource(source, shown, true)}\n\nQuestion: ${question.question}`,
      },
    ],
    signal: run.signal,
    keep: run.keep,
    onText: showGrowing(
      run,
      { current: 0, total: 1, message: 'Answering' },
      (text) => clean(text).text,
    ),
  });
  run.addUsage(generated.usage);
  const { text, citations, found } = clean(generated.text);
  return {
    answer: text === '' ? `The ${source.kind} does not say.` : text,
    citations,
    found,
    engine: engineWithHistory(generated),
  };
}

/** The sentinel may still be growing: `NOT_IN` must not flash up in the browser. */
function withoutSentinel(text: string): { found: boolean; rest: string } {
  const line = text.trimStart();
  if (line.length < NOT_FOUND.length && NOT_FOUND.startsWith(line))
    return { found: true, rest: '' };
  const match = new RegExp(String.raw`^[*_\x60]*${NOT_FOUND}[*_\x60]*[.:]?\s*`).exec(line);
  return match ? { found: false, rest: line.slice(match[0].length) } : { found: true, rest: line };
}

function historyOf({ history }: Question): ModelMessage[] {
  const kept: ModelMessage[] = [];
  let size = 0;
  for (const { role, content } of history.slice(-HISTORY_MESSAGES).toReversed()) {
    size += content.length;
    if (size > HISTORY_CHARACTERS) break;
    const text = role === 'assistant' ? withoutMarkers(content) : content;
    if (text !== '') kept.unshift({ role, content: text });
  }
  return kept;
}

/** Passages around what the question's words lead to, then the most central ones, up to the budget; in order. */
async function bestPassages(
  { source, budget, run }: WrittenJob,
  question: Question,
): Promise<Passage[]> {
  const analysis = await analyse(source, run.signal);
  const hits = search(analysis.units, readQuestion(question, analysis.language), 60);
  const central = inOrder(selectDiverse(rank(analysis.units), 60, 0.7));
  const wanted = [
    ...hits.flatMap(({ unit }) => [unit.passage, unit.passage - 1, unit.passage + 1]),
    ...central.map((unit) => unit.passage),
  ];
  const chosen = new Set<Passage>();
  let size = 0;
  for (const index of wanted) {
    const passage = source.passages[index];
    if (!passage || chosen.has(passage) || size + passage.text.length > budget.part) continue;
    chosen.add(passage);
    size += passage.text.length;
  }
  return [...chosen].toSorted((a, b) => a.index - b.index);
}
