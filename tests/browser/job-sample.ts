import { readFile } from 'node:fs/promises';

import type { BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';

import type { OutputOf } from '@/lib/jobs/registry';

import { type Account, signIn } from '../../scripts/demo/accounts';
import { ApiClient } from '../../scripts/demo/api-client';
import { openSignedIn } from './page';

/** The recording takes some 15 s on an idle machine; a busy one gets its time. */
export const TRANSCRIBED_MS = 180_000;
/** So much of the recording is enough for whom its length does not matter: some sentences. */
export const SHORT_PART = 0.5;
/** For a test or hook that waits for the recording's transcription. */
export const WITH_SAMPLE_MS = 360_000;

export const SAMPLE = 'weekly-planning-meeting';

/** The HTTP API as that person's own program would use it. */
export async function apiOf(person: Account): Promise<ApiClient> {
  const { url, authUrl } = inject('stack');
  return new ApiClient(url, await signIn(authUrl, person));
}

/**
 * Uploads the bundled recording, or its first part of so much of it, and submits its transcription.
 * @returns the job's id
 */
export async function submitSample(
  person: Account,
  part = 1,
): Promise<{ id: string; mediaId: string }> {
  const api = await apiOf(person);
  const whole = await readFile(`samples/${SAMPLE}.mp3`);
  const bytes = whole.subarray(0, Math.ceil(whole.length * part));
  const mediaId = await api.upload({ name: `${SAMPLE}.mp3`, type: 'audio/mpeg', bytes });
  const input = { mediaId, fileName: `${SAMPLE}.mp3`, keepMedia: true };
  const { id } = await api.submit('transcription', input);
  return { id, mediaId };
}

export interface Transcribed {
  id: string;
  mediaId: string;
  output: OutputOf<'transcription'>;
}

/** The bundled recording, or its first part, transcribed by the real worker. */
export async function transcribeSample(person: Account, part = 1): Promise<Transcribed> {
  const { id, mediaId } = await submitSample(person, part);
  const { output } = await (await apiOf(person)).follow<'transcription'>(id, () => undefined);
  return { id, mediaId, output };
}

/** Calls a route as that person. */
export async function callAs(
  person: Account,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const { url, authUrl } = inject('stack');
  const token = await signIn(authUrl, person);
  return fetch(`${url}${path}`, {
    ...init,
    headers: {
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      authorization: `Bearer ${token}`,
    },
  });
}

/** Opens a transcript and waits until it can be read and played. */
export async function openTranscript(
  context: BrowserContext,
  person: Account,
  path: string,
): Promise<Page> {
  const page = await openSignedIn(context, person, path);
  // On a phone another tab may hide it.
  await page.locator('ol[aria-label="Transcript"]').waitFor({ state: 'attached' });
  await page.waitForFunction(() => (document.querySelector('audio')?.readyState ?? 0) > 0);
  return page;
}

/** Seconds. */
export function playerTime(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('audio')?.currentTime ?? -1);
}

/** A WAV file of silence: 16 kHz, 16 bit, mono. */
export function silentWav(seconds: number): Buffer {
  const rate = 16_000;
  const size = seconds * rate * 2;
  const file = Buffer.alloc(44 + size);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + size, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(size, 40);
  return file;
}
