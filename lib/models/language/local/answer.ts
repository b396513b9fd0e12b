import type { Citation } from '../../../jobs/kinds/chat';
import type { Question } from '../text-engine';
import { actionScore } from './actions';
import type { Analysis } from './analysis';
import { clock, literal } from './markdown';
import { readQuestion, type Asked } from './question';
import { quoteOf } from './quoting';
import { goesOn, inOrder, rank, selectDiverse } from './ranking';
import { search, type Hit } from './retrieval';
import { topicsOf } from './topics';
import type { Unit } from './units';

export interface ExtractedAnswer {
  answer: string;
  citations: Citation[];
  found: boolean;
}

const QUOTES = 3;
/** Below both, what was found only shares a stray word with the question. */
const ENOUGH_COVERAGE = 0.45;
const SURE_COVERAGE = 0.75;
/** A further quote must be nearly as good as the first. */
const NEARLY = 0.45;

/**
 * Answers with the source's own words: the passages that a question leads to, quoted and cited, or plainly
 * nothing. Pure; composes no sentence about the subject.
 */
export function extractAnswer(analysis: Analysis, question: Question): ExtractedAnswer {
  const asked = readQuestion(question, analysis.language);
  if (asked.about === 'overview') return overview(analysis);
  if (asked.about === 'actions') {
    const actions = actionsOf(analysis);
    if (actions.length > 0) return quoted('These passages say what is to be done:', actions);
  }
  const hits = search(analysis.units, asked, 12);
  const best = hits[0];
  if (!best || !isAnswer(best, asked)) return notFound(analysis);
  const good = hits.filter(
    (hit) =>
      hit.score >= best.score * NEARLY &&
      hit.coverage >= best.coverage * 0.6 &&
      (hit.own || hit === best),
  );
  const units = withReplies(good.slice(0, QUOTES), analysis.units);
  const lead =
    best.coverage >= SURE_COVERAGE
      ? `This is what the ${analysis.kind} says:`
      : `The ${analysis.kind} says nothing in exactly these words. The nearest passages:`;
  return quoted(lead, units);
}

function isAnswer(hit: Hit, asked: Asked): boolean {
  return hit.coverage >= (asked.terms.size === 1 ? 0.6 : ENOUGH_COVERAGE);
}

/** A question that was asked in the source is followed by its answer: quote that too. */
function withReplies(hits: readonly Hit[], all: readonly Unit[]): Unit[] {
  const units: Unit[] = [];
  for (const { unit } of hits) {
    if (!units.includes(unit)) units.push(unit);
    const reply = all[unit.position + 1];
    const asks = /\?["”’')]*$/.test(unit.text);
    // A lone hit is quoted with what follows it in the same breath.
    const alone = hits.length === 1 && reply?.passage === unit.passage && goesOn(reply);
    if (reply && (asks || alone) && !units.includes(reply)) units.push(reply);
  }
  return units.slice(0, QUOTES + 1);
}

function overview(analysis: Analysis): ExtractedAnswer {
  const ranked = rank(analysis.units);
  if (ranked.length === 0) return notFound(analysis);
  const units = inOrder(selectDiverse(ranked, Math.min(4, ranked.length), 0.7));
  return quoted('In its own words:', units);
}

function actionsOf({ units, language }: Analysis): Unit[] {
  if (language !== 'en') return [];
  return units
    .map((unit) => ({ unit, score: actionScore(unit) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 8)
    .map(({ unit }) => unit)
    .toSorted((a, b) => a.position - b.position);
}

function quoted(lead: string, units: readonly Unit[]): ExtractedAnswer {
  const citations = units.map((unit) => ({
    segment: unit.passage,
    start: unit.start,
    end: unit.end,
    quote: unit.text,
  }));
  const quotes = units.map((unit, at) => {
    const time = unit.start === null ? '' : ` (${clock(unit.start)})`;
    return `> ${quoteOf(unit)}${time} [${String(at + 1)}]`;
  });
  return { answer: [lead, ...quotes].join('\n\n'), citations, found: true };
}

function notFound({ units, kind }: Analysis): ExtractedAnswer {
  const topics = topicsOf(units, 5).map(literal);
  const hint =
    topics.length === 0
      ? ''
      : ` It mentions most: ${topics.join(', ')}. Try again with words that may have been used.`;
  return {
    answer: `I found no passage in the ${kind} that answers this.${hint}`,
    citations: [],
    found: false,
  };
}
