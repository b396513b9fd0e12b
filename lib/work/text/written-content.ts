import type { ContentOrder, ContentResult } from '../../models/language/text-engine';
import { countWords, trimToWords } from '../../models/language/word-count';
import { lengthOf } from './chunks';
import { condense } from './condense';
import { contentPrompt, fenced, fencedSource } from './prompts';
import { safeMarkdown } from './safe-markdown';
import { engineWithHistory, occursIn, showGrowing, type WrittenJob } from './written-job';

/** Content by a model, held to its number of words by counting them. */
export async function writeContent(job: WrittenJob, order: ContentOrder): Promise<ContentResult> {
  const { models, budget, source, run } = job;
  const long = lengthOf(source.passages) > budget.whole;
  const content = long
    ? fenced('notes', await condense(job, 'detailed'))
    : fencedSource(source, source.passages, false);
  const total = long ? Math.ceil(lengthOf(source.passages) / budget.part) + 1 : 1;
  const wish = order.prompt === '' ? '' : `\n\nWhat the person asks for: ${order.prompt}`;
  const clean = (text: string) => trimToWords(safeMarkdown(text, occursIn(source)), order.maxWords);
  const generated = await models.stream({
    system: contentPrompt(order),
    messages: [{ role: 'user', content: `${content}${wish}` }],
    signal: run.signal,
    keep: run.keep,
    onText: showGrowing(run, { current: total - 1, total, message: 'Writing' }, clean),
  });
  run.addUsage(generated.usage);
  const markdown = clean(generated.text);
  return { markdown, words: countWords(markdown), engine: engineWithHistory(generated) };
}
