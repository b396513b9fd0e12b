import type { BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';

import type { OutputOf } from '@/lib/jobs/registry';

import { type Account, signIn } from '../../scripts/demo/sign-in';
import { ApiClient } from '../../scripts/demo/api-client';
import { openSignedIn } from './page';
import { sendSample } from './send-sample';

/** The recording takes some 15 s on an idle machine; a busy one gets its time. */
export const TRANSCRIBED_MS = 180_000;
/** So much of the recording is enough for whom its length does not matter: some sentences. */
export const SHORT_PART = 0.4;

/** The HTTP API as that person's own program would use it. */
export async function apiOf(person: Account): Promise<ApiClient> {
  const { url, authUrl } = inject('stack');
  return new ApiClient(url, await signIn(authUrl, person));
}

/** Uploads the recording, or its first part of so much of it, and submits its transcription. */
export async function submitSample(
  person: Account,
  part: number,
): Promise<{ id: string; mediaId: string }> {
  return sendSample(await apiOf(person), part);
}

export interface Transcribed {
  id: string;
  mediaId: string;
  output: OutputOf<'transcription'>;
}

/** The first part, so much of it, of the bundled recording, transcribed by the real worker. */
export async function transcribeSample(person: Account, part: number): Promise<Transcribed> {
  return follow(person, await submitSample(person, part));
}

/** The whole recording, transcribed once for all files that leave its words as they are, and whose it is. */
export async function sharedTranscription(): Promise<{ person: Account; job: Transcribed }> {
  const { person, ...sent } = inject('stack').sample;
  return { person, job: await follow(person, sent) };
}

async function follow(
  person: Account,
  sent: { id: string; mediaId: string },
): Promise<Transcribed> {
  const api = await apiOf(person);
  const { output } = await api.follow<'transcription'>(sent.id, () => undefined);
  return { ...sent, output };
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
