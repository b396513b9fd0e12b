import type { SummaryStyle } from '../../../jobs/kinds/summary';
import { actionScore } from './actions';
import type { Analysis } from './analysis';
import { bullet, bullets, quoteOf } from './quoting';
import { inOrder, rank, selectDiverse, type Ranked } from './ranking';
import { timedSections } from './sections';
import type { Unit } from './units';

const BRIEF_UNITS = 3;
const KEY_POINTS = 7;
const MAX_ACTIONS = 25;
const MAX_DETAILED = 30;

/** Short, and about what "that" was. */
const POINTS_BACK =
  /^(?=.{0,60}$).*\b(?:do|does|doing|call|ask|send|fix|finish|handle) (?:it|that|this|them)\b/i;

/**
 * A summary made of the source's own sentences, in their order. Pure. Markdown, with the time of each where
 * the source has times.
 */
export function extractSummary(analysis: Analysis, style: SummaryStyle): string {
  if (style === 'action_items') return actionItems(analysis);
  const ranked = rank(analysis.units);
  if (ranked.length === 0) return emptySummary(analysis);
  switch (style) {
    case 'brief':
      return brief(ranked, analysis);
    case 'key_points':
      return bullets(inOrder(selectDiverse(ranked, countFor(ranked, KEY_POINTS, 0.4), 0.6)));
    case 'detailed':
      return detailed(ranked, analysis);
  }
}

/** Never as many as there are: a summary that leaves nothing out is none. */
function countFor(ranked: readonly Ranked[], most: number, share: number): number {
  return Math.max(1, Math.min(most, Math.ceil(ranked.length * share)));
}

function brief(ranked: readonly Ranked[], analysis: Analysis): string {
  const units = inOrder(selectDiverse(ranked, countFor(ranked, BRIEF_UNITS, 0.5), 0.75));
  // Only written sentences read as a paragraph.
  const written = units.every((unit) => unit.punctuated) && analysis.kind === 'text';
  return written && !units.some((unit) => unit.speaker)
    ? units.map((unit) => quoteOf(unit)).join(' ')
    : bullets(units);
}

function detailed(ranked: readonly Ranked[], analysis: Analysis): string {
  const count = Math.max(5, countFor(ranked, MAX_DETAILED, 0.3));
  const sections = timedSections(analysis.units);
  if (sections.length < 2) {
    return paragraphs(inOrder(selectDiverse(ranked, count, 0.7)));
  }
  const each = Math.max(2, Math.round(count / sections.length));
  return sections
    .map(({ title, from, to }) => {
      const own = ranked.filter(({ unit }) => unit.position >= from && unit.position < to);
      const units = inOrder(selectDiverse(own, each, 0.7));
      return units.length === 0 ? '' : `### ${title}\n\n${bullets(units)}`;
    })
    .filter((section) => section !== '')
    .join('\n\n');
}

/** Sentences that stood together stay together. */
function paragraphs(units: readonly Unit[]): string {
  if (units.some((unit) => unit.start !== null || unit.speaker || !unit.punctuated)) {
    return bullets(units);
  }
  let text = '';
  let before: Unit | undefined;
  for (const unit of units) {
    const near = before !== undefined && unit.passage === before.passage;
    text += `${before === undefined ? '' : near ? ' ' : '\n\n'}${quoteOf(unit)}`;
    before = unit;
  }
  return text;
}

function actionItems(analysis: Analysis): string {
  if (analysis.language !== 'en') {
    return 'Without a language model, action items can only be found in English.';
  }
  const scored = analysis.units
    .map((unit) => ({ unit, score: actionScore(unit) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MAX_ACTIONS);
  if (scored.length === 0) {
    return 'No sentence here says in so many words that something is to be done (“I will …”, “we need to …”, “please …”, “by Friday”).';
  }
  const chosen = new Set(scored.map(({ unit }) => unit.position));
  const units = scored.map(({ unit }) => unit).toSorted((a, b) => a.position - b.position);
  return units
    .flatMap((unit) => {
      const before = analysis.units[unit.position - 1];
      if (!before || !POINTS_BACK.test(unit.text)) return [bullet(unit, '- [ ] ')];
      // "Please do that today": worth nothing without what was said before, which may be listed already.
      if (chosen.has(before.position)) return [`  - ${bullet(unit, '')}`];
      return [`- [ ] ${quoteOf(before)} ${bullet(unit, '')}`];
    })
    .join('\n');
}

function emptySummary({ units, passages }: Analysis): string {
  const [unit] = units;
  if (unit && units.length <= 3 && unit.words > 0) return bullets(units);
  return passages.some((passage) => passage.text.trim() !== '')
    ? 'There is no whole sentence here to summarise: the source is made of lists or single words.'
    : 'There is nothing to summarise: the source has no words.';
}
