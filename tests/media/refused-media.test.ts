import { zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';

import { decodeMedia } from '@/lib/media/decode/decode-media';
import type { DecodeLimits } from '@/lib/media/decode/decode-media';
import type { Recording } from '@/lib/media/decode/recording';

import { CUT_SECONDS, generated, inPieces, recordingAs, sample } from './recordings';

// Real decoding, on machines that are busy.
vi.setConfig({ testTimeout: 30_000 });

async function decode(bytes: Uint8Array, limits: Partial<DecodeLimits> = {}): Promise<Recording> {
  return decodeMedia(inPieces(bytes), { signal: new AbortController().signal, limits });
}

/** What decoding a file throws; fails when it throws nothing. */
async function refusal(bytes: Uint8Array, limits: Partial<DecodeLimits> = {}): Promise<unknown> {
  let recording: Recording;
  try {
    recording = await decode(bytes, limits);
  } catch (error) {
    return error;
  }
  await recording.close();
  throw new Error(`Decoded ${recording.duration} s of what should have been refused`);
}

describe('a file that cannot be transcribed', () => {
  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['empty', () => new Uint8Array(), 'empty_media'],
    ['a text', () => new TextEncoder().encode('hello '.repeat(1_000)), 'unsupported_media'],
    ['a zip named .mp3', () => zipSync({ 'a.mp3': new Uint8Array(9_000) }), 'unsupported_media'],
    ['a WAV of nothing', async () => (await recordingAs('a.wav')).subarray(0, 44), 'broken_media'],
    [
      'an MP4 without its index',
      async () => (await recordingAs('a.mp4')).subarray(0, 20_000),
      'broken_media',
    ],
    [
      'a FLAC whose frames are noise',
      async () => {
        const flac = (await recordingAs('a.flac')).slice();
        for (let at = 8_300; at < flac.length; at += 1) flac[at] = (at * 2_654_435_761) >>> 24;
        return flac.subarray(0, 9_000);
      },
      'broken_media',
    ],
    [
      'a video without sound',
      () =>
        generated('mute.mp4', [
          ...['-f', 'lavfi', '-i', 'color=c=red:s=64x64:r=5:d=2'],
          ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p'],
        ]),
      'no_audio_track',
    ],
  ])('%s', async (_name, file, code) => {
    const error = await refusal(await file());
    expect(error).toMatchObject({ name: 'JobError', class: 'invalid_input', code });
    expect((error as Error).message).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('is too large', async () => {
    const bytes = await sample();
    const error = await refusal(bytes, { maxBytes: 100_000 });
    expect(error).toMatchObject({ class: 'invalid_input', code: 'media_too_large' });
  });

  it('is too long', async () => {
    const error = await refusal(await sample(), { maxSeconds: 30 });
    expect(error).toMatchObject({ class: 'invalid_input', code: 'audio_too_long' });
    expect((error as Error).message).toContain('30 seconds');
  });

  it('may be exactly as long as allowed', async () => {
    const wav = await recordingAs('a.wav');
    const recording = await decode(wav, { maxSeconds: CUT_SECONDS });
    await recording.close();
    expect(recording.duration).toBe(CUT_SECONDS);
  });

  it('wants more memory than it may have', async () => {
    const mp4 = Buffer.from(await recordingAs('a.m4a'));
    // The index claims 60 million samples, whose sizes the reader makes room for.
    mp4.writeUInt32BE(60_000_000, mp4.indexOf('stsz') + 12);
    const error = await refusal(mp4, { maxMemoryBytes: 64 * 1024 * 1024 });
    expect(error).toMatchObject({ class: 'invalid_input', code: 'media_too_complex' });
  });

  it('takes too long to read', async () => {
    const error = await refusal(await sample(), { timeLimitMs: 1 });
    expect(error).toMatchObject({ class: 'timeout', code: 'decode_timeout' });
  });
});
