import type { FileHandle } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

import { JobError } from '../../jobs/error';
import { SNIFF_BYTES, sniffMedia } from '../sniff';
import {
  audioTooLong,
  decodeFailure,
  decodeTimeout,
  emptyMedia,
  mediaTooLarge,
  unsupportedMedia,
} from './decode-failure';
import type { DecodeRun } from './decode-failure';
import { ffmpegProgram, findThreadFile } from './ffmpeg-program';
import { Recording, SAMPLE_RATE } from './recording';
import { openScratchFile } from './scratch-file';

export interface DecodeLimits {
  /** Of the file. */
  maxBytes: number;
  /** Of the sound in it. */
  maxSeconds: number;
  /** How long decoding may take. Milliseconds. */
  timeLimitMs: number;
  /** Of the decoder's heap, whatever the file asks for. */
  maxMemoryBytes: number;
}

export const DECODE_LIMITS: DecodeLimits = {
  maxBytes: 2 * 1024 ** 3,
  maxSeconds: 4 * 60 * 60,
  timeLimitMs: 10 * 60_000,
  maxMemoryBytes: 384 * 1024 ** 2,
};

export interface DecodeOptions {
  signal: AbortSignal;
  limits?: Partial<DecodeLimits>;
  /** Told about every 30 decoded seconds how many there are. */
  onProgress?: (seconds: number) => void;
}

type ThreadMessage = { type: 'progress'; bytes: number } | ({ type: 'done' } & DecodeRun);

/**
 * Decodes a file of any accepted format to 16 kHz mono. The source goes to disk first and is read from
 * there, so memory does not grow with the file. The caller closes the recording.
 * @throws JobError `invalid_input`: empty_media, unsupported_media, broken_media, no_audio_track,
 * unsupported_codec, media_too_complex, media_too_large, audio_too_long; `timeout`: decode_timeout. The
 * signal's reason once it is aborted.
 */
export async function decodeMedia(
  source: AsyncIterable<Uint8Array>,
  options: DecodeOptions,
): Promise<Recording> {
  const limits = { ...DECODE_LIMITS, ...options.limits };
  options.signal.throwIfAborted();
  const input = await openScratchFile();
  try {
    const size = await spool(source, input, limits.maxBytes, options.signal);
    if (size === 0) throw emptyMedia();
    const head = new Uint8Array(Math.min(size, SNIFF_BYTES));
    await input.read(head, 0, head.length, 0);
    const format = await sniffMedia(head);
    if (format === null) throw unsupportedMedia();

    const output = await openScratchFile();
    try {
      const threadFile = findThreadFile();
      const data = {
        inputFd: input.fd,
        inputSize: size,
        outputFd: output.fd,
        demuxer: format.demuxer,
        maxSeconds: limits.maxSeconds,
        sampleRate: SAMPLE_RATE,
        maxMemoryBytes: limits.maxMemoryBytes,
        module: await ffmpegProgram(threadFile),
      };
      const run = await runThread(threadFile, data, limits.timeLimitMs, options);
      const recording = new Recording(output, run.bytes, run.code !== 0, run.frames);
      if (recording.samples === 0) throw decodeFailure(run);
      if (recording.duration > limits.maxSeconds) throw audioTooLong(limits.maxSeconds);
      return recording;
    } catch (error) {
      await output.close();
      throw error;
    }
  } finally {
    await input.close();
  }
}

async function spool(
  source: AsyncIterable<Uint8Array>,
  file: FileHandle,
  maxBytes: number,
  signal: AbortSignal,
): Promise<number> {
  let size = 0;
  for await (const bytes of source) {
    signal.throwIfAborted();
    size += bytes.length;
    if (size > maxBytes) throw mediaTooLarge(maxBytes);
    await file.appendFile(bytes);
  }
  return size;
}

/** Resolves once the thread has ended, in every case: it holds file descriptors that are closed next. */
async function runThread(
  threadFile: string,
  workerData: unknown,
  timeLimitMs: number,
  { signal, onProgress }: DecodeOptions,
): Promise<DecodeRun> {
  signal.throwIfAborted();
  const thread = new Worker(threadFile, {
    workerData,
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 128 },
    stdout: true,
    stderr: true,
  });
  const end: { run?: DecodeRun; failure?: JobError } = {};
  const stop = (): void => void thread.terminate();
  const timer = setTimeout(() => {
    end.failure = decodeTimeout(timeLimitMs);
    stop();
  }, timeLimitMs);
  signal.addEventListener('abort', stop);
  thread.on('message', (message: ThreadMessage) => {
    if (message.type === 'done') end.run = message;
    else onProgress?.(message.bytes / 2 / SAMPLE_RATE);
  });
  thread.on('error', (cause) => {
    end.failure ??= decoderCrashed(cause);
  });
  const exitCode = await new Promise<number>((resolve) => thread.on('exit', resolve));
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (end.run !== undefined) return end.run;
  throw end.failure ?? decoderCrashed(new Error(`The decoding thread ended with ${exitCode}`));
}

const decoderCrashed = (cause: unknown): JobError =>
  new JobError(
    'bug',
    'decoder_crashed',
    'The program that reads sound files stopped unexpectedly on this one. Save it as MP3 or WAV.',
    { cause },
  );
