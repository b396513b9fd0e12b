import type { FileHandle } from 'node:fs/promises';

import type { VoiceFrames } from '../segments/plan-segments';

/** Samples a second of everything that was decoded: what speech engines want. */
export const SAMPLE_RATE = 16_000;

const BYTES_PER_SAMPLE = 2;
/** 60 dB below full scale: the hiss of an input without a microphone lies under it. */
const SILENCE_LEVEL = 0.001;

/** A decoded recording, 16 kHz mono, in a scratch file: an hour is 115 MB of disk, not of memory. */
export class Recording {
  /** How many samples there are. */
  readonly samples: number;
  /** True when the file broke off or had parts that could not be read. */
  readonly damaged: boolean;
  readonly frames: VoiceFrames;
  readonly #file: FileHandle;

  constructor(file: FileHandle, bytes: number, damaged: boolean, frames: VoiceFrames) {
    this.#file = file;
    this.samples = Math.floor(bytes / BYTES_PER_SAMPLE);
    this.damaged = damaged;
    this.frames = frames;
  }

  /** Seconds, from what was decoded: the header of a browser's recording does not say it. */
  get duration(): number {
    return this.samples / SAMPLE_RATE;
  }

  /** Whether nothing but silence was recorded: a muted microphone. */
  get silent(): boolean {
    return this.frames.levels.every((level) => level < SILENCE_LEVEL);
  }

  /** Samples from `from` up to, not including, `to`; both are held within the recording. */
  async read(from: number, to: number): Promise<Int16Array> {
    const start = Math.max(0, Math.min(from, this.samples));
    const end = Math.max(start, Math.min(to, this.samples));
    const pcm = new Int16Array(end - start);
    const bytes = new Uint8Array(pcm.buffer);
    let filled = 0;
    while (filled < bytes.length) {
      const position = start * BYTES_PER_SAMPLE + filled;
      const { bytesRead } = await this.#file.read(bytes, filled, bytes.length - filled, position);
      if (bytesRead === 0) throw new Error('A decoded recording is shorter than it was');
      filled += bytesRead;
    }
    return pcm;
  }

  /** Lets go of the scratch file. */
  async close(): Promise<void> {
    await this.#file.close();
  }
}
