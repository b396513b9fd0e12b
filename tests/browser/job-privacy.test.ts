import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { type Account, signIn } from '../../scripts/demo/sign-in';
import { callAs, sharedTranscription, type Transcribed } from './job-sample';
import { launchBrowser } from './launch';
import { accessibilityProblems, enterPassword, newContext, openSignedIn } from './page';
import { newPerson } from './people';

let browser: Browser;
let owner: Account;
let stranger: Account;
let job: Transcribed;

beforeAll(async () => {
  browser = await launchBrowser();
  stranger = await newPerson('Stranger');
  ({ person: owner, job } = await sharedTranscription());
});

afterAll(async () => {
  await browser.close();
});

const context = () => newContext(browser);

/** Reads the job's document past the app, as that person. */
async function readDocument(person: Account, firestore: string): Promise<number> {
  const { authUrl, projectId } = inject('stack');
  const path = `projects/${projectId}/databases/(default)/documents/jobs/${job.id}`;
  const response = await fetch(`${firestore}/v1/${path}`, {
    headers: { authorization: `Bearer ${await signIn(authUrl, person)}` },
  });
  return response.status;
}

describe('somebody else’s job', () => {
  it('looks on its page like one that never was', async () => {
    const page = await openSignedIn(await context(), stranger, `/jobs/${job.id}`);
    await page.getByRole('heading', { name: 'There is no such job' }).waitFor();
    const text = await page.locator('main').innerText();
    expect(text).not.toContain('weekly-planning-meeting');
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.goto('/jobs/never-was-such-a-job');
    await page.getByRole('heading', { name: 'There is no such job' }).waitFor();
    expect(await page.locator('main').innerText()).toBe(text);
  });

  it('is not found by any route, read or write', async () => {
    const body = JSON.stringify({ revision: 0, output: job.output });
    const calls: [string, RequestInit][] = [
      [`/api/jobs/${job.id}`, {}],
      [`/api/jobs/${job.id}/cancel`, { method: 'POST' }],
      [`/api/jobs/${job.id}/retry`, { method: 'POST' }],
      [`/api/jobs/${job.id}/output`, { method: 'PATCH', body }],
      [`/api/jobs/${job.id}`, { method: 'DELETE' }],
      [`/api/media/${job.mediaId}`, {}],
      [`/api/media/${job.mediaId}`, { method: 'DELETE' }],
    ];
    for (const [path, init] of calls) {
      const { status } = await callAs(stranger, path, init);
      expect([init.method ?? 'GET', path, status]).toEqual([init.method ?? 'GET', path, 404]);
    }
    expect((await callAs(owner, `/api/jobs/${job.id}`)).status).toBe(200);
    expect((await callAs(owner, `/api/media/${job.mediaId}`)).status).toBe(200);
  });

  it('is denied by Firestore itself', async () => {
    const page = await (await context()).newPage();
    const listening = page.waitForRequest((request) => request.url().includes('google.firestore'));
    await page.goto(`/sign-in?next=/jobs/${job.id}`);
    await enterPassword(page, owner);
    const firestore = new URL((await listening).url()).origin;
    expect(await readDocument(owner, firestore)).toBe(200);
    expect(await readDocument(stranger, firestore)).toBe(403);
  });
});

it('sends a signed-out visitor to sign in, and back to the job', async () => {
  const page = await (await context()).newPage();
  await page.goto(`/jobs/${job.id}?tab=chat`);
  await page.waitForURL(/\/sign-in\?next=/u);
  await enterPassword(page, owner);
  await page.waitForURL(`**/jobs/${job.id}?tab=chat`);
  await page.getByRole('tab', { name: 'Chat', selected: true }).waitFor();
});
