import { batchKind, type BatchOutput } from '../jobs/kinds/batch';
import type { Work } from '../queue/work';
import { parseInput } from './text/run';

/** Several jobs, a few at a time; how each of them ended. Their results stay with them. */
export function batchWork(_services: unknown): Work {
  return {
    kind: batchKind,
    async run(given, context): Promise<BatchOutput> {
      const { items, concurrency } = parseInput(batchKind.input, given);
      const requests = items.map(({ kind, input }) => ({ kind, input }));
      const children = await context.children(requests, { concurrency, outputs: false });
      return {
        items: children.map(({ id, state, error }) => ({
          jobId: id,
          state,
          error: error === null ? null : { code: error.code, message: error.message },
        })),
      };
    },
  };
}
