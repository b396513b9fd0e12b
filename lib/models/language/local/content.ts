import type { ContentOrder } from '../text-engine';
import { countWords, trimToWords } from '../word-count';
import type { Analysis } from './analysis';
import { literal } from './markdown';
import { readQuestion } from './question';
import { bullet, quoteOf } from './quoting';
import { inOrder, rank, selectDiverse, type Ranked } from './ranking';
import { search } from './retrieval';
import { topicsOf } from './topics';
import type { Unit } from './units';

/** How an extract is laid out. */
type Layout = 'email' | 'post' | 'article';

const FOOTNOTE = '*Sentences taken from the source, word for word.*';
/** What the wish of the person adds to how central a sentence is. */
const WISH = 0.9;

/**
 * An extract in the arrangement of a content type: title, lead, key quotes, all taken from the source. At most
 * `maxWords` words, the title and the footnote included. Pure.
 */
export function extractContent(analysis: Analysis, order: ContentOrder): string {
  const ranked = withWish(rank(analysis.units), analysis, order.prompt);
  if (ranked.length === 0) {
    return trimToWords('There is nothing here to take sentences from.', order.maxWords);
  }
  const layout = layoutOf(order);
  const topics = topicsOf(analysis.units, 3).map(literal);
  const head = headOf(layout, topics, order);
  const foot = order.maxWords >= 60 ? FOOTNOTE : '';
  const budget = order.maxWords - countWords(head) - countWords(foot) - HEADINGS[layout].words;
  const units = withinBudget(ranked, budget, layout === 'post' ? 4 : 40);
  if (units.length === 0) {
    const best = ranked.toSorted((a, b) => b.score - a.score)[0];
    return trimToWords(best ? quoteOf(best.unit) : '', order.maxWords);
  }
  const body = bodyOf(layout, units);
  return [head, body, foot].filter((part) => part !== '').join('\n\n');
}

const HEADINGS: Record<Layout, { words: number }> = {
  article: { words: 5 },
  email: { words: 2 },
  post: { words: 0 },
};

function layoutOf(order: ContentOrder): Layout {
  const type = `${order.contentTypeId} ${order.contentTypeName} ${order.contentCategory}`;
  if (/\be-?mail|newsletter|memo\b|letter\b/i.test(type)) return 'email';
  if (/\b(?:tweet|post|social|linkedin|thread|caption|x)\b/i.test(type) && !/\bblog/i.test(type)) {
    return 'post';
  }
  return 'article';
}

function headOf(layout: Layout, topics: readonly string[], order: ContentOrder): string {
  const subject = topics.length === 0 ? order.contentTypeName : sentenceCase(topics.join(', '));
  if (order.maxWords < 40) return '';
  if (layout === 'email') return `**Subject:** ${subject}`;
  return layout === 'article' ? `# ${subject}` : '';
}

function bodyOf(layout: Layout, units: readonly Unit[]): string {
  const [first, ...rest] = units;
  if (!first) return '';
  const lead = quoteOf(first);
  if (rest.length === 0) return lead;
  const list = rest.map((unit) => bullet(unit)).join('\n');
  switch (layout) {
    case 'post':
      return [lead, ...rest.map((unit) => quoteOf(unit))].join('\n\n');
    case 'email':
      return `${lead}\n\n**Main points**\n\n${list}`;
    case 'article': {
      const [points, quotes] = [rest.slice(0, -2), rest.slice(-2)];
      if (points.length < 2) return `${lead}\n\n## Main points\n\n${list}`;
      const own = quotes.map((unit) => `> ${quoteOf(unit)}`).join('\n>\n');
      return [
        lead,
        '## Main points',
        points.map((unit) => bullet(unit)).join('\n'),
        '## Also said',
        own,
      ].join('\n\n');
    }
  }
}

/** Sentences near what the person asked for rank higher; without a wish the central ones do. */
function withWish(ranked: Ranked[], analysis: Analysis, prompt: string): Ranked[] {
  if (prompt.trim() === '') return ranked;
  const asked = readQuestion({ question: prompt, history: [] }, analysis.language);
  const hits = search(analysis.units, asked, analysis.units.length);
  const highest = hits[0]?.score ?? 0;
  if (highest === 0) return ranked;
  const wished = new Map(hits.map((hit) => [hit.unit.position, hit.score / highest]));
  return ranked.map((item) => ({
    ...item,
    score: item.score + WISH * (wished.get(item.unit.position) ?? 0),
  }));
}

/** The best sentences that fit in so many words, with the most central as the lead and the rest in order. */
function withinBudget(ranked: readonly Ranked[], budget: number, most: number): Unit[] {
  const enough = Math.max(1, Math.min(most, Math.ceil(ranked.length * 0.5)));
  const chosen = selectDiverse(ranked, enough, 0.75);
  const fitting: Ranked[] = [];
  let words = 0;
  for (const item of chosen) {
    // A bullet adds its time, a speaker its name.
    const cost = countWords(bullet(item.unit));
    if (words + cost > budget) continue;
    words += cost;
    fitting.push(item);
  }
  const [lead, ...rest] = fitting;
  return lead ? [lead.unit, ...inOrder(rest)] : [];
}

function sentenceCase(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
