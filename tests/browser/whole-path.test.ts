import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import { playerTime } from './job-sample';
import { launchBrowser } from './launch';
import { newContext, openSignedIn, openSigningIn, screenshot } from './page';
import { newPerson } from './people';
import { press, record } from './recording-page';
import { speechFile, type SoundFile } from './recording-sound';

/** The budget is spoken of after 13 of them. */
const SPOKEN_SECONDS = 22;

let browser: Browser;
let speech: SoundFile;

beforeAll(async () => {
  speech = await speechFile(SPOKEN_SECONDS);
  browser = await launchBrowser({ microphone: speech.path });
});

afterAll(async () => {
  await browser.close();
  await speech.remove();
});

async function opened(person: Account, path: string): Promise<Page> {
  return openSignedIn(await newContext(browser), person, path);
}

it('leads from the microphone to an answer, over a closed tab, and is nobody else’s', async () => {
  const person = await newPerson();
  const context = await newContext(browser);
  const recorder = await openSigningIn(context, person, '/new');
  await record(recorder, '0:20');
  await recorder.getByLabel('Name').fill('Planning aloud');
  await press(recorder, 'Stop and transcribe');
  await recorder.waitForURL(/\/jobs\/[\w-]+$/);
  const { pathname } = new URL(recorder.url());
  await recorder.evaluate(() => Object.assign(window, { sameDocument: true }));
  await recorder.getByRole('progressbar').waitFor();
  await recorder.getByRole('region', { name: 'So far' }).waitFor();
  expect(await recorder.evaluate(() => 'sameDocument' in window)).toBe(true);
  await recorder.close();

  const page = await context.newPage();
  await page.goto(pathname);
  await page.getByRole('heading', { level: 1, name: 'Planning aloud' }).waitFor();
  await page.locator('ol[aria-label="Transcript"]').waitFor();
  await page.waitForFunction(() => (document.querySelector('audio')?.readyState ?? 0) > 0);
  const segments = page.locator('[data-segment]');
  expect(await segments.allInnerTexts().then((texts) => texts.join(' '))).toMatch(/budget/iu);
  await segments.last().locator('[data-words] > *').last().click();
  await expect.poll(() => playerTime(page)).toBeGreaterThan(5);

  await page.getByRole('tab', { name: 'Summary' }).click();
  await page.getByRole('button', { name: 'Make it' }).click();
  await page
    .getByRole('tabpanel', { name: 'Summary' })
    .getByText(/budget/iu)
    .first()
    .waitFor();

  await page.getByRole('tab', { name: 'Chat' }).click();
  await page.getByLabel('Your question about this recording').fill('What is the budget?');
  await page.keyboard.press('Enter');
  const citation = page.getByLabel(/^Source \d+ at /u).first();
  await citation.waitFor();
  await citation.click();
  const cited = page.locator('[data-segment][data-cited]');
  await cited.waitFor();
  expect(await cited.innerText()).toMatch(/budget/iu);
  await screenshot(page, 'whole-path');

  const stranger = await opened(await newPerson('Stranger'), pathname);
  await stranger.getByRole('heading', { name: 'There is no such job' }).waitFor();
});
