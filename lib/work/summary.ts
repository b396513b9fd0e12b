import { summaryKind, type SummaryOutput } from '../jobs/kinds/summary';
import type { Work } from '../queue/work';
import { parseInput, textRunOf } from './text/run';
import type { TextServices } from './text/services';
import { resolveSource } from './text/source';

/** A transcript or text in short. */
export function summaryWork({ text }: TextServices): Work {
  return {
    kind: summaryKind,
    async run(input, context): Promise<SummaryOutput> {
      const { style, ...given } = parseInput(summaryKind.input, input);
      const source = await resolveSource(given, context);
      const result = await text.summarise(source, style, textRunOf(context));
      return { style, ...result };
    },
  };
}
