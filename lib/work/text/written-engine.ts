import type { LanguageModels } from '../../models/language/language-models';
import type { TextEngine } from '../../models/language/text-engine';
import { writeAnswer } from './written-answer';
import { writeContent } from './written-content';
import { DEFAULT_BUDGET, type TextBudget } from './written-job';
import { writeSummary } from './written-summary';

/** The text engine that has language models write. */
export function createWrittenEngine(
  models: LanguageModels,
  budget: TextBudget = DEFAULT_BUDGET,
): TextEngine {
  return {
    engines: models.engines,
    hold: () => models.hold(),
    summarise: (source, style, run) => writeSummary({ models, budget, source, run }, style),
    answer: (source, question, run) => writeAnswer({ models, budget, source, run }, question),
    write: (source, order, run) => writeContent({ models, budget, source, run }, order),
  };
}
