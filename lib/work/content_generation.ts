import {
  contentGenerationKind,
  type ContentGenerationOutput,
} from '../jobs/kinds/content_generation';
import type { Work } from '../queue/work';
import { KEEP_MS, parseInput, textHold, textRunOf } from './text/run';
import type { TextServices } from './text/services';
import { resolveSource } from './text/source';

/** A transcript or text turned into another form, within a number of words. */
export function contentGenerationWork({ text }: TextServices): Work {
  return {
    kind: contentGenerationKind,
    hold: textHold(text),
    async run(input, context): Promise<ContentGenerationOutput> {
      const {
        transcriptionId,
        text: given,
        ...order
      } = parseInput(contentGenerationKind.input, input);
      const source = await resolveSource({ transcriptionId, text: given }, context);
      const run = textRunOf(context, { ...order, keepMs: KEEP_MS.content });
      return text.write(source, order, run);
    },
  };
}
