import type { SummaryStyle } from '../../../jobs/kinds/summary';
import type { ContentOrder, Question, TextEngine, TextRun, TextSource } from '../text-engine';
import { countWords } from '../word-count';
import { analyse } from './analysis';
import { extractAnswer } from './answer';
import { extractContent } from './content';
import { LOCAL_TEXT_ENGINE } from './engine-note';
import { extractSummary } from './summary';

/** The text engine that needs no key and no network. It only ever quotes. */
export const localTextEngine: TextEngine = {
  engines: [LOCAL_TEXT_ENGINE],

  async summarise(source: TextSource, style: SummaryStyle, run: TextRun) {
    run.progress({ current: 0, total: 1, message: 'Reading the text' });
    const analysis = await analyse(source, run.signal);
    return { markdown: extractSummary(analysis, style), engine: LOCAL_TEXT_ENGINE };
  },

  async answer(source: TextSource, question: Question, run: TextRun) {
    run.progress({ current: 0, total: 1, message: 'Searching the text' });
    const analysis = await analyse(source, run.signal);
    return { ...extractAnswer(analysis, question), engine: LOCAL_TEXT_ENGINE };
  },

  async write(source: TextSource, order: ContentOrder, run: TextRun) {
    run.progress({ current: 0, total: 1, message: 'Reading the text' });
    const analysis = await analyse(source, run.signal);
    const markdown = extractContent(analysis, order);
    return { markdown, words: countWords(markdown), engine: LOCAL_TEXT_ENGINE };
  },
};
