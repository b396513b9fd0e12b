import { z } from 'zod';

import type { SummaryStyle } from '../../jobs/kinds/summary';
import { chunksOf, lengthOf } from './chunks';
import { fencedSource, notesPrompt } from './prompts';
import { isTimed, type WrittenJob } from './written-job';

/** The notes of one part, as a checkpoint keeps them. `of` and `size` tell another cutting apart. */
const notesSchema = z.object({
  notes: z.string(),
  part: z.number(),
  of: z.number(),
  size: z.number(),
});

/**
 * A source that is too long for one prompt, as notes: each part on its own, each kept as a checkpoint, so that a
 * later attempt pays for none of them again. Progress counts the parts; the last step is the caller's.
 */
export async function condense(job: WrittenJob, style: SummaryStyle): Promise<string> {
  const { models, budget, source, run } = job;
  const chunks = chunksOf(source.passages, budget.part);
  const of = chunks.length;
  const done = new Map<number, string>();
  for (const value of await run.loadCheckpoints()) {
    const saved = notesSchema.safeParse(value);
    if (!saved.success || saved.data.of !== of) continue;
    const { part, size, notes } = saved.data;
    if (size === lengthOf(chunks[part] ?? [])) done.set(part, notes);
  }
  for (const [part, chunk] of chunks.entries()) {
    if (done.has(part)) continue;
    run.progress({
      current: done.size,
      total: of + 1,
      message: `Reading part ${String(part + 1)} of ${String(of)}`,
    });
    const generated = await models.generate({
      system: notesPrompt(style, part + 1, of, isTimed(source)),
      messages: [{ role: 'user', content: fencedSource(source, chunk, false) }],
      signal: run.signal,
      keep: run.keep,
    });
    run.addUsage(generated.usage);
    // A model that rambles must not push the others' notes out of the last prompt.
    const notes = generated.text.slice(0, Math.floor(budget.whole / of));
    await run.saveCheckpoint({ notes, part, of, size: lengthOf(chunk) });
    done.set(part, notes);
  }
  run.progress({ current: of, total: of + 1, message: 'Writing it together' });
  return [...done.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([part, notes]) => `Part ${String(part + 1)} of ${String(of)}\n${notes}`)
    .join('\n\n');
}
