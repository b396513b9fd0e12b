import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { wavOf } from '@/lib/media/segments/wav';
import { encode } from '@/samples/encode';

const SAMPLE = fileURLToPath(new URL('../../samples/weekly-planning-meeting.mp3', import.meta.url));

/** The bundled sample's bytes. */
export function sample(): Promise<Uint8Array> {
  return readFile(SAMPLE);
}

/** Seconds of what `recordingAs` makes. */
export const CUT_SECONDS = 6;

/** ffmpeg's arguments for each kind of file, as browsers and phones write them. */
export const FORMATS: Record<string, string[]> = {
  'a.wav': [],
  'a.mp3': ['-b:a', '32k'],
  'a.m4a': ['-c:a', 'aac'],
  'a.aac': ['-c:a', 'aac'],
  'a.ogg': ['-c:a', 'libvorbis'],
  'opus.ogg': ['-c:a', 'libopus'],
  'a.flac': [],
  'a.webm': ['-c:a', 'libopus', '-b:a', '24k'],
  // As MediaRecorder does: no duration, no sizes.
  'live.webm': ['-c:a', 'libopus', '-b:a', '24k', '-live', '1'],
  'a.mp4': [
    ...['-f', 'lavfi', '-i', `color=c=blue:s=64x64:r=5:d=${CUT_SECONDS}`],
    ...['-c:a', 'aac', '-c:v', 'libx264', '-pix_fmt', 'yuv420p'],
  ],
  'a.mov': ['-c:a', 'aac'],
};

const made = new Map<string, Promise<Uint8Array>>();

/** The first seconds of the sample as another file, made once. */
export function recordingAs(
  name: string,
  args: string[] = FORMATS[name] ?? [],
): Promise<Uint8Array> {
  const file =
    made.get(name) ??
    sample().then((bytes) =>
      encode([{ name: 'in.mp3', bytes }], [...args, '-t', String(CUT_SECONDS)], name),
    );
  made.set(name, file);
  return file;
}

/** What ffmpeg makes out of nothing: `-f lavfi -i …`. */
export function generated(name: string, args: string[]): Promise<Uint8Array> {
  return encode([], args, name);
}

/** A file in pieces, as a store hands it out. */
export async function* inPieces(
  bytes: Uint8Array,
  size = 50_000,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}

/** An hour of digital silence as a WAV file, made while it is read. */
export async function* hourOfSilence(): AsyncGenerator<Uint8Array, void, undefined> {
  const second = new Int16Array(16_000);
  const header = wavOf(second, 16_000).subarray(0, 44);
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const size = second.byteLength * 3_600;
  view.setUint32(4, size + 36, true);
  view.setUint32(40, size, true);
  yield header;
  const minute = new Uint8Array(second.byteLength * 60);
  for (let at = 0; at < 60; at += 1) yield await Promise.resolve(minute);
}
