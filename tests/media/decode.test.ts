import { execFileSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';

import { zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';

import { decodeMedia } from '@/lib/media/decode/decode-media';
import type { DecodeLimits } from '@/lib/media/decode/decode-media';
import type { Recording } from '@/lib/media/decode/recording';
import { segmentRecording } from '@/lib/media/segments/segment-recording';
import { sniffMedia } from '@/lib/media/sniff';
import { encode } from '@/samples/encode';

import {
  CUT_SECONDS,
  FORMATS,
  generated,
  hourOfSilence,
  inPieces,
  recordingAs,
  sample,
} from './recordings';

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

/** Deleted files that this process still holds open. */
function scratchFiles(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return /firelane-.*\(deleted\)/.test(readlinkSync(`/proc/self/fd/${fd}`));
    } catch {
      return false;
    }
  }).length;
}

function threads(): number {
  return readdirSync('/proc/self/task').length;
}

describe('decoding', () => {
  it.each(Object.keys(FORMATS))('reads %s to its true length', async (name) => {
    const recording = await decode(await recordingAs(name));
    expect(recording.duration).toBeGreaterThan(CUT_SECONDS - 0.15);
    expect(recording.duration).toBeLessThan(CUT_SECONDS + 0.15);
    expect(recording.silent).toBe(false);
    expect(recording.damaged).toBe(false);
    const pcm = await recording.read(0, recording.samples);
    expect(pcm).toHaveLength(recording.samples);
    expect(pcm.some((sample) => Math.abs(sample) > 3_000)).toBe(true);
    await recording.close();
  });

  it('fills the gap of a paused recording, so that times fit the player', async () => {
    const whole = { name: 'whole.webm', bytes: await recordingAs('a.webm') };
    const later = String.raw`setts=ts=if(gte(PTS\,2000)\,PTS+3000\,PTS)`;
    const paused = await encode([whole], ['-c', 'copy', '-bsf:a', later], 'paused.webm');
    const recording = await decode(paused);
    expect(recording.duration).toBeGreaterThan(CUT_SECONDS + 2.8);
    const quiet = await recording.read(2.2 * 16_000, 4.8 * 16_000);
    expect(quiet.every((sample) => Math.abs(sample) < 50)).toBe(true);
    await recording.close();
  });

  it('reads what there is of a file that broke off', async () => {
    const whole = await recordingAs('a.webm');
    const recording = await decode(whole.subarray(0, whole.length / 2));
    expect(recording.duration).toBeGreaterThan(1);
    expect(recording.duration).toBeLessThan(CUT_SECONDS - 1);
    await recording.close();
  });

  it('knows a silent recording', async () => {
    const silence = ['-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', '3'];
    const recording = await decode(await generated('silence.wav', silence));
    expect(recording.silent).toBe(true);
    expect(segmentRecording(recording)).toEqual([]);
    await recording.close();
  });

  it('hears a voice that was recorded very quietly', async () => {
    const quiet = await recordingAs('quiet.wav', ['-af', 'volume=0.02']);
    const recording = await decode(quiet);
    expect(segmentRecording(recording).length).toBeGreaterThan(0);
    await recording.close();
  });

  it('reads an hour without holding it in memory', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const recording = await decodeMedia(hourOfSilence(), { signal: new AbortController().signal });
    expect(recording.duration).toBe(3_600);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
    await recording.close();
  });
});

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

describe('an aborted decoding', () => {
  it('ends within a second and leaves no thread and no file', async () => {
    const threadsBefore = threads();
    const abort = new AbortController();
    const reason = new Error('stopped');
    let stoppedAt = 0;
    const decoding = decodeMedia(hourOfSilence(), {
      signal: abort.signal,
      onProgress: () => {
        stoppedAt ||= performance.now();
        abort.abort(reason);
      },
    });
    await expect(decoding).rejects.toBe(reason);
    expect(stoppedAt).toBeGreaterThan(0);
    expect(performance.now() - stoppedAt).toBeLessThan(1_000);
    expect(scratchFiles()).toBe(0);
    await expect.poll(threads).toBeLessThanOrEqual(threadsBefore);
  });

  it('does not start', async () => {
    const aborted = AbortSignal.abort(new Error('before'));
    await expect(decodeMedia(inPieces(await sample()), { signal: aborted })).rejects.toThrow(
      'before',
    );
    expect(scratchFiles()).toBe(0);
  });

  it('passes on what its source throws', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield (await sample()).subarray(0, 1_000);
      throw new Error('the store went away');
    }
    const decoding = decodeMedia(broken(), { signal: new AbortController().signal });
    await expect(decoding).rejects.toThrow('the store went away');
    expect(scratchFiles()).toBe(0);
  });
});

describe('the sandboxed thread', () => {
  it('runs from a plain Node process, whatever the current folder', () => {
    const script = `
      import { findThreadFile } from ${JSON.stringify(`${process.cwd()}/lib/media/decode/ffmpeg-program.ts`)};
      console.log(findThreadFile());
    `;
    const output = execFileSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', script],
      { encoding: 'utf8' },
    );
    expect(output.trim()).toMatch(/lib\/media\/decode\/decode-thread\.mjs$/);
  });
});

describe('what a file is', () => {
  it.each([
    ['a.wav', 'audio/wav'],
    ['a.mp3', 'audio/mpeg'],
    ['a.m4a', 'audio/x-m4a'],
    ['live.webm', 'video/webm'],
    ['opus.ogg', 'audio/ogg'],
    ['a.flac', 'audio/flac'],
    ['a.mp4', 'video/mp4'],
    ['a.mov', 'video/quicktime'],
  ])('%s is %s by its bytes', async (name, mediaType) => {
    expect(await sniffMedia(await recordingAs(name))).toMatchObject({ mediaType });
  });

  it('is an MP3 behind a large picture', async () => {
    const picture = new Uint8Array(300_000);
    const size = [picture.length >> 21, picture.length >> 14, picture.length >> 7, picture.length];
    const tag = [0x49, 0x44, 0x33, 4, 0, 0, ...size.map((byte) => byte & 0x7f)];
    const file = Buffer.concat([Uint8Array.from(tag), picture, await recordingAs('a.mp3')]);
    expect(await sniffMedia(file.subarray(0, 65_536))).toMatchObject({ mediaType: 'audio/mpeg' });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('RIFF but not quite')],
    ['a page', new TextEncoder().encode('<!doctype html><script>alert(1)</script>')],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])],
    ['a zip', zipSync({ 'a.mp3': new Uint8Array(100) })],
  ])('is not taken when it is %s', async (_name, bytes) => {
    expect(await sniffMedia(bytes)).toBeNull();
  });
});
