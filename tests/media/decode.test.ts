import { execFileSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';

import { describe, expect, it, vi } from 'vitest';

import { decodeMedia } from '@/lib/media/decode/decode-media';
import type { Recording } from '@/lib/media/decode/recording';
import { segmentRecording } from '@/lib/media/segments/segment-recording';
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

async function decode(bytes: Uint8Array): Promise<Recording> {
  return decodeMedia(inPieces(bytes), { signal: new AbortController().signal });
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
