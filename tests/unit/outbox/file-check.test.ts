import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import { checkContent } from '@/lib/outbox/content-check';
import { checkFile } from '@/lib/outbox/file-check';

import { sampleItem } from './sample-item';

const file = { name: 'talk.mp3', size: 1_000, type: 'audio/mpeg', lastModified: 5 };

describe('whether a file may enter the outbox', () => {
  it('takes audio and video by type, or by name where the system knows no type', () => {
    const named = (name: string, type: string) => checkFile({ ...file, name, type }, [], null).ok;
    expect(named('talk.mp3', 'audio/mpeg')).toBe(true);
    expect(named('clip', 'video/mp4')).toBe(true);
    expect(named('MEMO.M4A', '')).toBe(true);
    expect(named('old.amr', 'application/octet-stream')).toBe(true);
  });

  it.each([
    ['empty', { ...file, size: 0 }],
    ['too_large', { ...file, size: 600_000_000 }],
    ['unsupported_media', { ...file, name: 'notes.pdf', type: 'application/pdf' }],
  ])('refuses with %s', (code, refused) => {
    expect(checkFile(refused, [], 500_000_000)).toMatchObject({ ok: false, code });
  });

  it('names both sizes when a file is too large', () => {
    const verdict = checkFile({ ...file, size: 600_000_000 }, [], 500_000_000);
    expect(verdict).toMatchObject({ message: expect.stringMatching(/600 MB.*500 MB/) as string });
  });

  it('notices a file that is already there, and not one that only shares its name', () => {
    const there = sampleItem({ name: 'talk.mp3' });
    expect(checkFile(file, [there], null)).toMatchObject({ code: 'duplicate', itemId: there.id });
    expect(checkFile({ ...file, lastModified: 6 }, [there], null).ok).toBe(true);
    expect(checkFile({ ...file, size: 1_001 }, [there], null).ok).toBe(true);
    expect(checkFile(file, [{ ...there, origin: 'microphone' }], null).ok).toBe(true);
  });
});

describe('what a file holds', () => {
  const blob = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: 'audio/mpeg' });

  it('refuses a zip named .mp3 before it is uploaded', async () => {
    const zip = new Uint8Array(zipSync({ 'a.txt': new TextEncoder().encode('hello') }));
    expect(await checkContent(blob(zip))).toMatch(/not an audio or video file/);
  });

  it('refuses a picture and a document', async () => {
    const png = new Uint8Array([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82,
    ]);
    const pdf = new TextEncoder().encode('%PDF-1.7\n%âãÏÓ\n');
    expect(await checkContent(blob(png))).not.toBeNull();
    expect(await checkContent(blob(new Uint8Array(pdf)))).not.toBeNull();
  });

  it('takes sound, and leaves what nobody recognises to the server', async () => {
    const wav = new Uint8Array(44);
    wav.set(new TextEncoder().encode('RIFF'), 0);
    wav.set(new TextEncoder().encode('WAVEfmt '), 8);
    expect(await checkContent(blob(wav))).toBeNull();
    expect(await checkContent(blob(new Uint8Array([1, 2, 3])))).toBeNull();
    expect(await checkContent(blob(new Uint8Array(0)))).toBeNull();
  });
});
