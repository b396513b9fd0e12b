import { chatKind, type ChatOutput } from '../jobs/kinds/chat';
import type { Work } from '../queue/work';
import { KEEP_MS, parseInput, textHold, textRunOf } from './text/run';
import type { TextServices } from './text/services';
import { resolveSource } from './text/source';

/** A question over one transcript or text, answered with citations. */
export function chatWork({ text }: TextServices): Work {
  return {
    kind: chatKind,
    hold: textHold(text),
    async run(input, context): Promise<ChatOutput> {
      const { question, history, ...given } = parseInput(chatKind.input, input);
      const source = await resolveSource(given, context);
      return text.answer(
        source,
        { question, history },
        textRunOf(context, { ...given, keepMs: KEEP_MS.chat }),
      );
    },
  };
}
