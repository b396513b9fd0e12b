import { readFile } from 'node:fs/promises';

import type { ApiClient } from '../../scripts/demo/api-client';

export const SAMPLE = 'weekly-planning-meeting';

/** Uploads the bundled recording, or its first part of so much of it. @returns the media id */
export async function uploadSample(api: ApiClient, part: number): Promise<string> {
  const whole = await readFile(`samples/${SAMPLE}.mp3`);
  const bytes = whole.subarray(0, Math.ceil(whole.length * part));
  return api.upload({ name: `${SAMPLE}.mp3`, type: 'audio/mpeg', bytes });
}

/** Uploads it and submits its transcription, which keeps it. */
export async function sendSample(
  api: ApiClient,
  part: number,
): Promise<{ id: string; mediaId: string }> {
  const mediaId = await uploadSample(api, part);
  const input = { mediaId, fileName: `${SAMPLE}.mp3`, keepMedia: true };
  const { id } = await api.submit('transcription', input);
  return { id, mediaId };
}
