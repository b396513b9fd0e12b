import { randomUUID } from 'node:crypto';

import { inject } from 'vitest';

import type { JobView } from '@/hooks/job-actions';
import type { InputOf, KindName } from '@/lib/jobs/registry';

import { type Account, signIn } from '../../scripts/demo/sign-in';
import { ApiClient } from '../../scripts/demo/api-client';
import { wavFile } from '../http/recording';
import { signUp } from './sign-up';

/** A new person with a password in the Auth emulator: each test has its own. */
export async function newPerson(name = 'Ada Lovelace'): Promise<Account> {
  return signUp(inject('stack').authUrl, name);
}

/** Submits a job over HTTP, as a program of that person would. */
export async function submitAs<K extends KindName>(
  person: Account,
  kind: K,
  input: InputOf<K>,
  options: { runAt?: Date } = {},
): Promise<JobView> {
  const { url, authUrl } = inject('stack');
  const response = await fetch(`${url}/api/jobs`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      authorization: `Bearer ${await signIn(authUrl, person)}`,
    },
    body: JSON.stringify({ kind, input, ...options }),
  });
  if (response.status !== 202) {
    throw new Error(`POST /api/jobs: ${response.status} ${await response.text()}`);
  }
  return (await response.json()) as JobView;
}

/** A transcription that fails for good: there is nothing to hear in its recording. */
export async function submitSilence(person: Account, fileName: string): Promise<JobView> {
  const { url, authUrl } = inject('stack');
  const api = new ApiClient(url, await signIn(authUrl, person));
  const bytes = Buffer.from(wavFile(64_000));
  const mediaId = await api.upload({ name: fileName, type: 'audio/wav', bytes });
  return submitAs(person, 'transcription', { mediaId, fileName });
}
