import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { encode } from '../../samples/encode';

export interface SoundFile {
  path: string;
  remove(): Promise<void>;
}

/** The first seconds of the bundled sample as a WAV file, as Chromium's fake microphone plays it. */
export async function speechFile(seconds: number): Promise<SoundFile> {
  const bytes = await readFile('samples/weekly-planning-meeting.mp3');
  const args = ['-t', String(seconds), '-ac', '1', '-ar', '48000', '-c:a', 'pcm_s16le'];
  const folder = await mkdtemp(join(tmpdir(), 'firelane-microphone-'));
  const path = join(folder, 'speech.wav');
  await writeFile(path, await encode([{ name: 'sample.mp3', bytes }], args, 'speech.wav'));
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

const SAMPLE_RATE = 48_000;
const HEADER_BYTES = 44;

/** A tone as the bytes of a WAV file: 96,000 bytes a second. */
export function toneFile(name: string, seconds: number) {
  const samples = seconds * SAMPLE_RATE;
  const buffer = Buffer.alloc(HEADER_BYTES + samples * 2);
  buffer.write('RIFF', 0);
  buffer.writeUInt32LE(buffer.length - 8, 4);
  buffer.write('WAVEfmt ', 8);
  buffer.writeUInt32LE(16, 16);
  buffer.writeUInt16LE(1, 20);
  buffer.writeUInt16LE(1, 22);
  buffer.writeUInt32LE(SAMPLE_RATE, 24);
  buffer.writeUInt32LE(SAMPLE_RATE * 2, 28);
  buffer.writeUInt16LE(2, 32);
  buffer.writeUInt16LE(16, 34);
  buffer.write('data', 36);
  buffer.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i += 1) {
    buffer.writeInt16LE(Math.round(8_000 * Math.sin(i / 20)), HEADER_BYTES + i * 2);
  }
  return { name, mimeType: 'audio/wav', buffer };
}
