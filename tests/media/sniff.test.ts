import { zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';

import { sniffMedia } from '@/lib/media/sniff';

import { recordingAs } from './recordings';

// Real encoding, on machines that are busy.
vi.setConfig({ testTimeout: 30_000 });

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
