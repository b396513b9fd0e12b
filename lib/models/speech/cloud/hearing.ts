import type { SpeechModel } from '../../providers/provider';
import type { SpeechSegment, TranscribeOptions } from '../engine';

/** One try at one segment, with one key. */
export interface Hearing {
  model: SpeechModel;
  /** As a person knows the provider. */
  title: string;
  audio: SpeechSegment;
  options: TranscribeOptions;
  /** Milliseconds. */
  callTimeoutMs: number;
  now: () => number;
}
