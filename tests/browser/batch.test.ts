import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { apiOf, SHORT_PART, silentWav, TRANSCRIBED_MS } from './job-sample';
import { launchBrowser } from './launch';
import {
  accessibilityProblems,
  type ContextOptions,
  DESKTOP,
  newContext,
  openSignedIn,
  PHONE,
  screenshot,
  sidewaysOverflow,
} from './page';
import { newPerson } from './people';
import { SAMPLE, uploadSample } from './send-sample';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

const TEXT = 'The budget is due on Friday. Ann writes the report. Bob books the room for Monday.';

async function check(page: Page, name: string, options: ContextOptions): Promise<void> {
  await page.setViewportSize(options.viewport ?? DESKTOP);
  await page.emulateMedia({ colorScheme: options.colorScheme ?? 'light' });
  await screenshot(page, name);
  expect.soft(await accessibilityProblems(page), name).toEqual([]);
  expect.soft(await sidewaysOverflow(page), name).toBe(0);
}

describe('a batch', () => {
  it('shows how each of its jobs goes, cancels one alone, and says how each ended', async () => {
    const person = await newPerson();
    const api = await apiOf(person);
    const silence = { name: 'silence.wav', type: 'audio/wav', bytes: silentWav(2) };
    const recording = await uploadSample(api, SHORT_PART);
    const context = await newContext(browser);
    context.setDefaultTimeout(TRANSCRIBED_MS);
    // Signed in before it is submitted: its beginning is not missed.
    const page = await openSignedIn(context, person, '/library');
    const { id } = await api.submit('batch', {
      concurrency: 1,
      items: [
        { kind: 'transcription', input: { mediaId: recording, fileName: `${SAMPLE}.mp3` } },
        {
          kind: 'transcription',
          input: { mediaId: await api.upload(silence), fileName: silence.name },
        },
        { kind: 'summary', input: { text: TEXT, style: 'brief' } },
        {
          kind: 'content_generation',
          input: { text: TEXT, contentTypeId: 'article', contentTypeName: 'Article' },
        },
      ],
    });
    await page.goto(`/jobs/${id}`);
    const items = page.locator('li[data-job]');

    await items.nth(3).waitFor();
    await page.getByText('0 of 4 ended').waitFor();
    await items.nth(0).getByRole('progressbar').waitFor();
    await items.nth(1).getByText('Starts when the jobs before it have ended').waitFor();
    await items
      .nth(3)
      .getByRole('button', { name: /^Cancel/u })
      .click();
    await items.nth(3).getByText('Cancelled').waitFor();
    await check(page, 'batch-running-desktop-light', {});

    await page.getByText('4 of 4 ended, 2 without a result').waitFor();
    await items.nth(0).getByText('Done').waitFor();
    await items.nth(1).getByText('Failed').waitFor();
    await items
      .nth(1)
      .getByText(/nothing|no speech|silent/iu)
      .waitFor();
    await check(page, 'batch-ended-phone-dark', { viewport: PHONE, colorScheme: 'dark' });
    await items.nth(2).getByRole('link').click();
    await page.waitForURL(({ pathname }) => pathname !== `/jobs/${id}`);
    await page.getByRole('heading', { level: 1, name: 'Brief summary' }).waitFor();
  });
});
