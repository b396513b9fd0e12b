import type { Engine } from '../jobs/kinds/engine';
import type { Segment } from '../jobs/kinds/transcription';

/** What every exporter is given: a transcript with the little that a reader wants to know about it. */
export interface TranscriptDocument {
  title: string;
  /** BCP 47; null when it was not detected. */
  language: string | null;
  /** Seconds. */
  duration: number;
  segments: readonly Segment[];
  engine: Engine;
  /** ISO 8601. */
  createdAt: string;
}
