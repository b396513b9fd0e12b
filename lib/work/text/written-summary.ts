import type { SummaryStyle } from '../../jobs/kinds/summary';
import type { SummaryResult } from '../../models/language/text-engine';
import { lengthOf } from './chunks';
import { condense } from './condense';
import { fenced, fencedSource, summaryPrompt } from './prompts';
import { safeMarkdown } from './safe-markdown';
import { engineWithHistory, isTimed, occursIn, showGrowing, type WrittenJob } from './written-job';

/** A summary by a model; of a long source, by way of notes on its parts. */
export async function writeSummary(job: WrittenJob, style: SummaryStyle): Promise<SummaryResult> {
  const { models, budget, source, run } = job;
  const long = lengthOf(source.passages) > budget.whole;
  const content = long
    ? fenced('notes', await condense(job, style))
    : fencedSource(source, source.passages, false);
  const total = long ? Math.ceil(lengthOf(source.passages) / budget.part) + 1 : 1;
  const clean = (text: string) => safeMarkdown(text, occursIn(source));
  const generated = await models.stream({
    system: summaryPrompt(style, isTimed(source)),
    messages: [{ role: 'user', content }],
    signal: run.signal,
    keep: run.keep,
    onText: showGrowing(run, { current: total - 1, total, message: 'Writing' }, clean),
  });
  run.addUsage(generated.usage);
  return { markdown: clean(generated.text), engine: engineWithHistory(generated) };
}
