import { readFile } from 'node:fs/promises';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import { wordErrorRate } from '../../scripts/demo/word-error-rate';
import { openTranscript, playerTime, sharedTranscription, type Transcribed } from './job-sample';
import { launchBrowser } from './launch';
import { expectNoBarrier, WIDTHS } from './looks';
import { type ContextOptions, newContext } from './page';
import { SAMPLE } from './send-sample';

let browser: Browser;
let person: Account;
let job: Transcribed;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ person, job } = await sharedTranscription());
});

afterAll(async () => {
  await browser.close();
});

async function open(options: ContextOptions = {}): Promise<Page> {
  const context = await newContext(browser, options);
  return openTranscript(context, person, `/jobs/${job.id}`);
}

const segment = (page: Page, index: number) => page.locator(`#segment-${index}`);

describe('reading and listening', () => {
  it('shows what was said, and which engine heard it', async () => {
    const page = await open();
    const words = await page.locator('[data-words]').allInnerTexts();
    const truth = await readFile(`samples/${SAMPLE}.txt`, 'utf8');
    expect(wordErrorRate(truth, words.join(' '))).toBeLessThan(0.2);
    await page.getByRole('button', { name: /^Made by Local pocketsphinx/u }).click();
    await page.getByText('Ran on this app’s own machine.').waitFor();
  });

  it('plays from the word that is clicked, and marks it', async () => {
    const page = await open();
    const index = job.output.segments.findIndex(({ words }) => words.length > 4);
    const word = job.output.segments[index]?.words[3];
    await segment(page, index).locator('[data-word="3"]').first().click();
    await page.waitForFunction(() => document.querySelector('audio')?.paused === false);
    const start = word?.start ?? Number.NaN;
    expect(await playerTime(page)).toBeGreaterThanOrEqual(start - 0.01);
    expect(await playerTime(page)).toBeLessThan(start + 5);
    await page.locator('[data-word][data-now]').first().waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
  });

  it('is driven by the keyboard, but not while somebody types', async () => {
    const page = await open();
    await page.locator('main').focus();
    await page.keyboard.press('Shift+ArrowRight');
    expect(await playerTime(page)).toBeCloseTo(15, 1);
    await page.keyboard.press('ArrowLeft');
    expect(await playerTime(page)).toBeCloseTo(10, 1);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();

    const before = await playerTime(page);
    await page.getByLabel('Search in the transcript').fill('the budget');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Space');
    expect(await playerTime(page)).toBe(before);
  });

  it('steps through what is searched for', async () => {
    const page = await open();
    const text = job.output.segments.map((part) => part.text).join('\n');
    const count = text.match(/the/giu)?.length ?? 0;
    const field = page.getByLabel('Search in the transcript');
    await field.fill('THE');
    await page.getByText(`${count} found`).waitFor();
    await field.press('Enter');
    await page.getByText(`1 of ${count}`).waitFor();
    await field.press('Shift+Enter');
    await page.getByText(`${count} of ${count}`).waitFor();
    expect(await page.locator('mark[data-current]').innerText()).toMatch(/^the$/iu);
    await field.press('Escape');
    await page.locator('mark').first().waitFor({ state: 'detached' });
  });
});

it.each(WIDTHS)(
  'has no barrier and does not scroll sideways on a $width',
  async ({ width, viewport }) => {
    await expectNoBarrier(await open({ viewport }), `job-transcript-${width}`);
  },
);
