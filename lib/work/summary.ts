import { summaryKind, type SummaryOutput } from '../jobs/kinds/summary';
import type { Work } from '../queue/work';
import { KEEP_MS, parseInput, textHold, textRunOf } from './text/run';
import type { TextServices } from './text/services';
import { resolveSource } from './text/source';

/** A transcript or text in short. */
export function summaryWork({ text }: TextServices): Work {
  return {
    kind: summaryKind,
    hold: textHold(text),
    async run(input, context): Promise<SummaryOutput> {
      const { style, ...given } = parseInput(summaryKind.input, input);
      const source = await resolveSource(given, context);
      const run = textRunOf(context, { ...given, keepMs: KEEP_MS.summary });
      const result = await text.summarise(source, style, run);
      return { style, ...result };
    },
  };
}
