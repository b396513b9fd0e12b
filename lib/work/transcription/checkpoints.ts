import { z } from 'zod';

import type { Json } from '../../jobs/json';
import { engineSchema } from '../../jobs/kinds/engine';
import type { Engine } from '../../jobs/kinds/engine';
import { segmentSchema } from '../../jobs/kinds/transcription';
import { SEGMENTING_VERSION } from '../../media/segments/segment-recording';

const planSchema = z.object({
  step: z.literal('plan'),
  version: z.literal(SEGMENTING_VERSION),
  /** Seconds. */
  duration: z.number(),
  damaged: z.boolean(),
  /** First sample and one past the last, of each segment. */
  spans: z.array(z.tuple([z.number(), z.number()])),
});

const heardSchema = z.object({
  step: z.literal('segment'),
  /** Its place in the plan. */
  index: z.number(),
  segment: segmentSchema,
  language: z.string().nullable(),
  engine: engineSchema,
});

/** How the recording is cut. Stored before the first segment, so that every attempt cuts it alike. */
export type Plan = Omit<z.output<typeof planSchema>, 'step' | 'version'>;

/** One segment that was transcribed. */
export type HeardSegment = Omit<z.output<typeof heardSchema>, 'step'>;

export interface Resumed {
  plan: Plan | null;
  /** By their place in the plan. */
  heard: Map<number, HeardSegment>;
  /** The engine that was used last; null when none was. */
  lastEngine: Engine | null;
}

/** What earlier attempts left. A plan of another version, with what was heard by it, does not count. */
export function resume(checkpoints: readonly Json[]): Resumed {
  const resumed: Resumed = { plan: null, heard: new Map(), lastEngine: null };
  for (const checkpoint of checkpoints) {
    const plan = planSchema.safeParse(checkpoint);
    const segment = heardSchema.safeParse(checkpoint);
    if (plan.success) {
      resumed.plan = plan.data;
      resumed.heard.clear();
    } else if (segment.success && resumed.plan !== null) {
      resumed.heard.set(segment.data.index, segment.data);
      resumed.lastEngine = segment.data.engine;
    }
  }
  return resumed;
}

export function planCheckpoint(plan: Plan): Json {
  return { step: 'plan', version: SEGMENTING_VERSION, ...plan };
}

export function segmentCheckpoint({ index, segment, language, engine }: HeardSegment): Json {
  return { step: 'segment', index, segment, language, engine: { ...engine } };
}
