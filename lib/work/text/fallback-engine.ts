import { JobError } from '../../jobs/error';
import type { Engine } from '../../jobs/kinds/engine';
import { isPassing } from '../../models/classify/most-hopeful';
import { LOCAL_TEXT_ENGINE } from '../../models/language/local/engine-note';
import { localTextEngine } from '../../models/language/local/local-text-engine';
import type { TextEngine, TextRun } from '../../models/language/text-engine';

/** A person rather takes an extract now than a written answer after this. Milliseconds. */
export const PATIENCE_MS = 10 * 60_000;

/**
 * Models first, the local engine last. It quotes where a model writes, so it does not step in for an outage that
 * the queue's next attempt may survive: only on the last attempt, for a wait that nobody sits out, or for what no
 * attempt will mend (a refused key, a text that is too long).
 * @param now wall clock
 */
export function withLocalFallback(written: TextEngine, now: () => number = Date.now): TextEngine {
  async function orLocal<R extends { engine: Engine }>(
    run: TextRun,
    write: () => Promise<R>,
    extract: () => Promise<R>,
  ): Promise<R> {
    try {
      return await write();
    } catch (error) {
      if (run.signal.aborted || !(error instanceof JobError) || !stepsInFor(error, run))
        throw error;
      return { ...(await extract()), engine: STAND_IN };
    }
  }

  return {
    engines: [...written.engines, ...localTextEngine.engines],
    hold(job) {
      const hold = written.hold(job);
      if (hold === null || job.standIn || hold.until - now() > PATIENCE_MS) return null;
      return hold;
    },
    summarise: (source, style, run) =>
      orLocal(
        run,
        () => written.summarise(source, style, run),
        () => localTextEngine.summarise(source, style, run),
      ),
    answer: (source, question, run) =>
      orLocal(
        run,
        () => written.answer(source, question, run),
        () => localTextEngine.answer(source, question, run),
      ),
    write: (source, order, run) =>
      orLocal(
        run,
        () => written.write(source, order, run),
        () => localTextEngine.write(source, order, run),
      ),
  };
}

function stepsInFor(error: JobError, run: TextRun): boolean {
  if (error.class === 'bug') return false;
  if (!isPassing(error)) return true;
  return run.standIn || (error.retryAfterMs ?? 0) > PATIENCE_MS;
}

const STAND_IN: Engine = {
  ...LOCAL_TEXT_ENGINE,
  note: 'The configured language models did not answer, so these sentences are taken from the source word for word. Try again later for a written answer.',
};
