import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchBrowser } from './launch';
import { expectNoBarrier, WIDTHS } from './looks';
import { accessibilityProblems } from './page';
import { clockReads, elapsed, openNew, press, record, recovered } from './recording-page';
import { speechFile, type SoundFile } from './recording-sound';

let browser: Browser;
let speech: SoundFile;

beforeAll(async () => {
  speech = await speechFile(20);
  browser = await launchBrowser({ microphone: speech.path });
});

afterAll(async () => {
  await browser.close();
  await speech.remove();
});

describe('recording from the microphone', () => {
  it('records, pauses, goes on, stops, and shows the job live down to the words that were said', async () => {
    const { page } = await openNew(browser);
    await record(page, '0:03');
    await press(page, 'Pause');
    await page.getByText('Paused', { exact: true }).waitFor();
    const atPause = await elapsed(page).innerText();
    // While something that takes seconds is done.
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await elapsed(page).innerText()).toBe(atPause);
    await press(page, 'Resume');
    await clockReads(page, '0:09');
    await page.getByLabel('Name').fill('Planning on Monday');
    await press(page, 'Stop and transcribe');

    await page.waitForURL(/\/jobs\/[\w-]+$/);
    let reloads = 0;
    page.on('framenavigated', () => (reloads += 1));
    await page.getByRole('heading', { level: 1, name: 'Planning on Monday' }).waitFor();
    await page
      .getByText(/planning meeting|welcome|everyone/i)
      .first()
      .waitFor({ timeout: 90_000 });
    expect(reloads).toBe(0);
  });

  it('asks before the page is left, and keeps what was recorded until then', async () => {
    const { page } = await openNew(browser);
    await record(page, '0:02');
    await page.getByRole('link', { name: 'Library' }).first().click();
    await press(page, 'Keep recording');
    await clockReads(page, '0:04');
    await page.getByRole('link', { name: 'Library' }).first().click();
    await press(page, 'Stop and leave');
    await page.waitForURL('**/library');
    await page.getByRole('link', { name: 'New recording' }).first().click();
    await recovered(page).waitFor();
  });

  it('discards only after asking, and then wholly', async () => {
    const { page } = await openNew(browser);
    await record(page, '0:02');
    await press(page, 'Discard');
    await press(page, 'Keep it');
    await clockReads(page, '0:04');
    await press(page, 'Discard');
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Start recording' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Start recording' }).waitFor();
    expect(await recovered(page).count()).toBe(0);
  });

  it('can be worked by keyboard alone', async () => {
    const { page } = await openNew(browser);
    const big = page.getByRole('button', { name: 'Start recording' });
    await big.focus();
    await page.keyboard.press('Enter');
    await clockReads(page, '0:02');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await focused()).toBe('Stop and transcribe');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/jobs\/[\w-]+$/);
  });

  it.each([
    ['NotAllowedError', 'The microphone is blocked for this site'],
    ['NotFoundError', 'No microphone was found'],
    ['NotReadableError', 'The microphone does not answer'],
  ])('says what %s means, and how to go on', async (name, title) => {
    const { page } = await openNew(browser);
    await page.evaluate((error) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
    }, name);
    await press(page, 'Start recording');
    const notice = page.getByRole('alert').filter({ hasText: title });
    await notice.waitFor();
    await notice.getByRole('button', { name: 'Try again' }).waitFor();
    const chooser = page.waitForEvent('filechooser');
    await notice.getByRole('button', { name: 'Upload a file instead' }).click();
    await chooser;
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});

describe.each(WIDTHS)('the recorder on a $width', ({ width, viewport }) => {
  it('meets WCAG 2.2 AA while it waits, records and pauses, and does not scroll sideways', async () => {
    const { page } = await openNew(browser, { viewport });
    await page.getByRole('button', { name: 'Start recording' }).waitFor();
    await expectNoBarrier(page, `recorder-idle-${width}`);
    await record(page, '0:02');
    await expectNoBarrier(page, `recorder-recording-${width}`);
    await press(page, 'Pause');
    await expectNoBarrier(page, `recorder-paused-${width}`);
  });
});
