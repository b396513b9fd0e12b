import type { Word } from '../../jobs/kinds/transcription';
import type { Hold } from '../gate';

/** A stretch of a recording that is handed to an engine as one call. */
export interface SpeechSegment {
  /** Mono, signed 16 bit. */
  pcm: Int16Array;
  /** Samples a second. */
  sampleRate: number;
  /** Seconds from the start of the recording. */
  start: number;
  /** Seconds from the start of the recording. */
  end: number;
  /** The same samples as a mono 16-bit WAV file. */
  wav(): Uint8Array;
}

export interface SpeechResult {
  /** What was said; empty when nothing was understood. */
  text: string;
  /** BCP 47; null when the engine does not say. */
  language: string | null;
  /** Times are seconds from the start of the segment. Empty when the engine has none. */
  words: Word[];
  /** Null when the engine does not count tokens. */
  usage: { inputTokens: number; outputTokens: number } | null;
}

export interface TranscribeOptions {
  /** BCP 47; detected by the engine when absent, if it can. */
  language?: string;
  signal: AbortSignal;
}

/**
 * Turns one segment of speech into text. Implementations never retry by themselves: the chain tries the
 * next engine, and the queue the next attempt.
 */
export interface SpeechEngine {
  /** `google`, `openai`, … or `local`. */
  readonly provider: string;
  readonly model: string;
  /** True when the sound never leaves this machine. */
  readonly local: boolean;
  /** What a reader of the text must know of its limits, and how to get a better one. */
  readonly note: string | null;
  /** Why it cannot be asked now; null or absent when it can. From memory: no I/O. */
  hold?(): Hold | null;
  /** @throws JobError; the signal's own reason once it is aborted */
  transcribe(audio: SpeechSegment, options: TranscribeOptions): Promise<SpeechResult>;
}
