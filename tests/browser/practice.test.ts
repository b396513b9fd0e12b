import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchBrowser } from './launch';
import {
  accessibilityProblems,
  DESKTOP,
  newContext,
  openSignedIn,
  PHONE,
  screenshot,
  sidewaysOverflow,
} from './page';
import { newPerson } from './people';
import { press, record } from './recording-page';
import { speechFile, type SoundFile } from './recording-sound';

let browser: Browser;
let speech: SoundFile;

beforeAll(async () => {
  speech = await speechFile(12);
  browser = await launchBrowser({ microphone: speech.path });
});

afterAll(async () => {
  await browser.close();
  await speech.remove();
});

describe('interview practice', () => {
  it('hears a spoken answer, shows what was understood, and gives feedback on it', async () => {
    const context = await newContext(browser, { viewport: PHONE, colorScheme: 'dark' });
    const page = await openSignedIn(context, await newPerson(), '/practice');
    await page.getByRole('heading', { name: 'Tell me about yourself.' }).waitFor();
    await press(page, 'What would a good answer mention?');
    await page.getByText('An achievement with a result').waitFor();
    await record(page, '0:06');
    await press(page, 'Stop and transcribe');
    await page.getByText('What was understood').waitFor();
    await page
      .getByText(/planning|meeting|welcome|everyone/i)
      .first()
      .waitFor();
    const points = page.getByRole('list', { name: 'Points of a good answer' });
    await points
      .getByText(/not heard|mentioned/)
      .first()
      .waitFor();
    await page
      .getByText(/\d+ words/)
      .first()
      .waitFor();
    await screenshot(page, 'practice-answered-phone-dark');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
  });

  it('goes from question to question by keyboard, and from deck to deck', async () => {
    const context = await newContext(browser, { viewport: DESKTOP });
    const page = await openSignedIn(context, await newPerson(), '/practice');
    await page.getByText('Question 1 of').waitFor();
    expect(await page.getByRole('button', { name: 'Previous' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Next' }).press('Enter');
    await page.getByText('Question 2 of').waitFor();
    await page.locator('input[aria-label="Deck"]').click();
    await page.getByRole('option').nth(1).click();
    await page.getByText('Question 1 of').waitFor();
    await screenshot(page, 'practice-desktop-light');
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
