import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { JobError } from '../../../jobs/error';
import { openScratchFile } from '../../../media/decode/scratch-file';

export interface PocketSphinx {
  /** Name on the PATH, or a path. */
  program: string;
  /** Holds `en-us/` (sounds), `en-us.lm.bin` (word sequences) and `cmudict-en-us.dict` (pronunciations). */
  modelDirectory: string;
}

/** Where Debian puts them. */
export const DEBIAN_POCKETSPHINX: PocketSphinx = {
  program: 'pocketsphinx_batch',
  modelDirectory: '/usr/share/pocketsphinx/model/en-us',
};

const MAX_ERROR_TEXT = 2_000;

/** What is missing before it can run, in words; null when nothing is. */
export function missingPart({ program, modelDirectory }: PocketSphinx): string | null {
  const folders = program.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  if (!folders.some((folder) => isProgram(join(folder, program)))) {
    return `the program ${program} is not installed`;
  }
  const files = modelFiles(modelDirectory);
  const missing = Object.values(files).find((file) => !existsSync(file));
  return missing === undefined ? null : `the model file ${missing} is not installed`;
}

/**
 * Recognises one utterance and answers its words in CTM form.
 * @param pcm 16 kHz, mono
 * @throws JobError `unsupported` speech_engine_missing, `timeout` speech_timeout, `bug`
 * speech_engine_failed; the signal's reason once it is aborted
 */
export async function recognise(
  pcm: Int16Array,
  { program, modelDirectory }: PocketSphinx,
  options: { signal: AbortSignal; timeLimitMs: number },
): Promise<string> {
  const model = modelFiles(modelDirectory);
  const files = await Promise.all([openScratchFile(), openScratchFile(), openScratchFile()]);
  const [sound, list, words] = files;
  try {
    const bytes = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
    await sound.write(bytes, 0, bytes.length, 0);
    await list.write('3\n', 0);
    await run(
      program,
      [
        // Its files have no names, only descriptors: 3 is the sound, 4 the list that names it, 5 the words.
        ...['-ctl', '/dev/fd/4', '-cepdir', '/dev/fd', '-cepext', '', '-adcin', 'yes'],
        ...['-hmm', model.sounds, '-lm', model.sequences, '-dict', model.pronunciations],
        // The whole segment is one utterance: its own silences are already cut off, and its mean is known.
        ...['-remove_silence', 'no', '-remove_noise', 'no', '-cmn', 'batch'],
        ...['-lw', '6', '-fwdflatlw', '6.5', '-ctm', '/dev/fd/5', '-logfn', '/dev/null'],
      ],
      [sound.fd, list.fd, words.fd],
      options,
    );
    return await words.readFile('utf8');
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

/** Resolves or rejects once the child has ended, in every case. */
async function run(
  program: string,
  args: string[],
  descriptors: number[],
  { signal, timeLimitMs }: { signal: AbortSignal; timeLimitMs: number },
): Promise<void> {
  signal.throwIfAborted();
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe', ...descriptors],
    // Nothing of ours, keys least of all.
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
  });
  let log = '';
  const end: { failure?: JobError } = {};
  const stop = (): void => void child.kill('SIGKILL');
  const timer = setTimeout(() => {
    end.failure = speechTimeout();
    stop();
  }, timeLimitMs);
  signal.addEventListener('abort', stop);
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      end.failure ??=
        error.code === 'ENOENT' ? speechEngineMissing(error.message) : engineFailed(error);
      resolve(null);
    });
    child.on('close', resolve);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-MAX_ERROR_TEXT);
    });
  });
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (end.failure !== undefined) throw end.failure;
  if (code !== 0) throw engineFailed(new Error(`${program} ended with ${code}: ${log}`));
}

/** With the command that installs it, and the other way. */
export function speechEngineMissing(reason: string): JobError {
  return new JobError(
    'unsupported',
    'speech_engine_missing',
    `This server cannot recognise speech by itself: ${reason}. Whoever runs it can install it with ` +
      '`apt-get install pocketsphinx pocketsphinx-en-us`, or configure a cloud speech provider with a key.',
  );
}

const speechTimeout = (): JobError =>
  new JobError(
    'timeout',
    'speech_timeout',
    'Recognising a part of the recording took too long on this server. It will be tried again.',
  );

const engineFailed = (cause: unknown): JobError =>
  new JobError(
    'bug',
    'speech_engine_failed',
    'The offline speech recogniser stopped unexpectedly. It will be tried again.',
    { cause },
  );

function modelFiles(directory: string) {
  return {
    sounds: join(directory, 'en-us'),
    sequences: join(directory, 'en-us.lm.bin'),
    pronunciations: join(directory, 'cmudict-en-us.dict'),
  };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
