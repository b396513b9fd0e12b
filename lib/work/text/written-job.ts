import type { Engine } from '../../jobs/kinds/engine';
import type { Generated, LanguageModels } from '../../models/language/language-models';
import type { TextRun, TextSource } from '../../models/language/text-engine';

/** How much of a source goes into one prompt. Characters, about four to a token. */
export interface TextBudget {
  /** A source up to here is sent whole. */
  whole: number;
  /** The size of a part of a longer one, and of what is retrieved from it for a question. */
  part: number;
}

export const DEFAULT_BUDGET: TextBudget = { whole: 100_000, part: 40_000 };

/** What every kind of writing has at hand. */
export interface WrittenJob {
  models: LanguageModels;
  budget: TextBudget;
  source: TextSource;
  run: TextRun;
}

/** Whether an address is one that the source itself has. */
export function occursIn(source: TextSource): (url: string) => boolean {
  return (url) => url !== '' && source.passages.some((passage) => passage.text.includes(url));
}

export function isTimed(source: TextSource): boolean {
  return source.passages.some((passage) => passage.start !== null);
}

/** Who wrote it, and who was asked in vain before. */
export function engineWithHistory({ engine, skipped }: Generated): Engine {
  if (skipped.length === 0) return engine;
  const others = [...new Set(skipped)].join(' and ');
  return { ...engine, note: [engine.note, `${others} did not answer this time.`].join(' ').trim() };
}

/** At least so many characters, or so large a share of what was shown, are new before it is shown again. */
const WORTH_SHOWING = { characters: 20, share: 0.02 };

/**
 * Shows a text as it grows. Cleaning it takes longer the longer it is, so small gains are left to the next
 * report; the end is the job's output anyway.
 */
export function showGrowing(
  run: TextRun,
  report: { current: number; total: number; message: string },
  clean: (text: string) => string,
): (textSoFar: string) => void {
  let shown = 0;
  return (text) => {
    const gain = text.length - shown;
    const worth = Math.max(WORTH_SHOWING.characters, shown * WORTH_SHOWING.share);
    // Shorter than before: another model has started anew.
    if (gain >= 0 && gain < worth && shown > 0) return;
    shown = text.length;
    run.progress({ ...report, partial: clean(text) });
  };
}
