import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import { apiOf, SHORT_PART, silentWav, submitSample, TRANSCRIBED_MS } from './job-sample';
import { launchBrowser } from './launch';
import { accessibilityProblems, newContext, openSignedIn } from './page';
import { newPerson, submitAs } from './people';
import { SAMPLE } from './send-sample';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

const TEXT = 'The budget is due on Friday. Ann writes the report. Bob books the room for Monday.';

async function open(person: Account, path: string): Promise<Page> {
  const context = await newContext(browser);
  context.setDefaultTimeout(TRANSCRIBED_MS);
  return openSignedIn(context, person, path);
}

/** The page of a job that is submitted once somebody is signed in: its beginning is not missed. */
async function openAsItStarts(person: Account, part: number): Promise<{ page: Page; id: string }> {
  const page = await open(person, '/library');
  const { id } = await submitSample(person, part);
  await noteProgress(page);
  await page.goto(`/jobs/${id}`);
  return { page, id };
}

/** Notes, in each document that the page loads from now on, the values that its progress bar takes. */
async function noteProgress(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const values: number[] = [];
    Object.assign(window, { values });
    const note = (): void => {
      const bar = document.querySelector('[role="progressbar"]');
      const value = Number(bar?.getAttribute('aria-valuenow') ?? 0);
      if (value > 0 && value !== values.at(-1)) values.push(value);
    };
    new MutationObserver(note).observe(document, {
      subtree: true,
      childList: true,
      attributeFilter: ['aria-valuenow'],
    });
  });
}

const progress = (page: Page) => page.getByRole('progressbar');
const transcript = (page: Page) => page.getByRole('list', { name: 'Transcript' });

/** Waits until the work is visibly on its way. */
async function underWay(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const bar = document.querySelector('[role="progressbar"]');
    return Number(bar?.getAttribute('aria-valuenow')) > 0;
  });
}

describe('a job that runs', () => {
  it('shows stage, progress and text as they grow, and then the transcript, without a reload', async () => {
    const person = await newPerson();
    const { page } = await openAsItStarts(person, 0.6);
    await underWay(page);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await page.getByRole('region', { name: 'So far' }).waitFor();
    expect(await page.title()).toMatch(/^\d+% · weekly-planning-meeting\.mp3 · Firelane$/u);

    await transcript(page).waitFor();
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
    const values = await page.evaluate(
      () => (window as typeof window & { values: number[] }).values,
    );
    expect(values.length).toBeGreaterThan(2);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(await page.title()).toBe(`${SAMPLE}.mp3 · Firelane`);
  });

  it('goes on when the tab is closed, and its result is there for whoever comes back', async () => {
    const person = await newPerson();
    const { page, id } = await openAsItStarts(person, SHORT_PART);
    await underWay(page);
    await page.close();

    await (await apiOf(person)).follow(id, () => undefined);
    const later = await open(person, `/jobs/${id}`);
    await transcript(later).waitFor();
    await later.getByText('How this job ran').click();
    await later.getByText(/Attempt 1 finished/u).waitFor();
  });

  it('stops when it is cancelled, says so, and can be started again', async () => {
    const person = await newPerson();
    const { page } = await openAsItStarts(person, 1);
    await underWay(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
    expect(await progress(page).count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: /Waiting|Working/u }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
  });
});

describe('a job that waits', () => {
  it('says when it starts, and can be cancelled and deleted', async () => {
    const person = await newPerson();
    const runAt = new Date(Date.now() + 3_600_000);
    const job = await submitAs(person, 'summary', { text: TEXT }, { runAt });
    const page = await open(person, `/jobs/${job.id}`);
    await page.getByRole('heading', { name: 'Scheduled' }).waitFor();
    await page.getByText(/in about (59 minutes|1 hour)/u).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('**/library');
  });
});

describe('a job that failed', () => {
  it('says why in words, with a way out and how each attempt ended', async () => {
    const person = await newPerson();
    const api = await apiOf(person);
    const silence = { name: 'silence.wav', type: 'audio/wav', bytes: silentWav(2) };
    const mediaId = await api.upload(silence);
    const job = await api.submit('transcription', { mediaId, fileName: silence.name });
    const page = await open(person, `/jobs/${job.id}`);
    const alert = page.getByTestId('job-failure');
    await alert.waitFor();
    expect(await alert.getByRole('link').getAttribute('href')).toBe('/new');
    await page.getByText('How this job ran').click();
    await page.getByText(/Attempt 1 failed/u).waitFor();
    expect(await page.title()).toBe('Failed · silence.wav · Firelane');
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
