import type { Usage } from '../../jobs/job';
import { costOf } from '../../models/language/prices';
import type { TranscribedSegment } from '../../models/speech/chain';

/** What one segment consumed. The local engine costs nothing; tokens that nobody counted are none. */
export function usageOf({ engine, usage }: TranscribedSegment): Usage {
  const { provider, model } = engine;
  const tokens = usage ?? { inputTokens: 0, outputTokens: 0 };
  const counted = usage === null ? null : costOf({ provider, model, ...tokens, audio: true });
  return { provider, model, ...tokens, cost: engine.local ? 0 : counted, cached: false };
}
