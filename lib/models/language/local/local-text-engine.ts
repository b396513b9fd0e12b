import type { Usage } from '../../../jobs/job';
import type { SummaryStyle } from '../../../jobs/kinds/summary';
import type { ContentOrder, Question, TextEngine, TextRun, TextSource } from '../text-engine';
import { countWords } from '../word-count';
import { analyse } from './analysis';
import { extractAnswer } from './answer';
import { extractContent } from './content';
import { LOCAL_TEXT_ENGINE } from './engine-note';
import { extractSummary } from './summary';

/** It counts no tokens and costs nothing; a job says all the same who worked on it. */
const NO_COST: Usage = {
  provider: LOCAL_TEXT_ENGINE.provider,
  model: LOCAL_TEXT_ENGINE.model,
  inputTokens: 0,
  outputTokens: 0,
  cost: 0,
  cached: false,
};

/** The text engine that needs no key and no network. It only ever quotes. */
export const localTextEngine: TextEngine = {
  engines: [LOCAL_TEXT_ENGINE],
  hold: () => null,

  async summarise(source: TextSource, style: SummaryStyle, run: TextRun) {
    run.progress({ current: 0, total: 1, message: 'Reading the text' });
    const analysis = await analyse(source, run.signal);
    run.addUsage(NO_COST);
    return { markdown: extractSummary(analysis, style), engine: LOCAL_TEXT_ENGINE };
  },

  async answer(source: TextSource, question: Question, run: TextRun) {
    run.progress({ current: 0, total: 1, message: 'Searching the text' });
    const analysis = await analyse(source, run.signal);
    run.addUsage(NO_COST);
    return { ...extractAnswer(analysis, question), engine: LOCAL_TEXT_ENGINE };
  },

  async write(source: TextSource, order: ContentOrder, run: TextRun) {
    run.progress({ current: 0, total: 1, message: 'Reading the text' });
    const analysis = await analyse(source, run.signal);
    run.addUsage(NO_COST);
    const markdown = extractContent(analysis, order);
    return { markdown, words: countWords(markdown), engine: LOCAL_TEXT_ENGINE };
  },
};
