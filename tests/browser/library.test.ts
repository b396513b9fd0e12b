import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import { launchBrowser } from './launch';
import { newContext, openSignedIn, PHONE } from './page';
import { newPerson, submitAs, submitSilence } from './people';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

const TEXT = 'The budget is due on Friday. Ann writes the report. Bob books the room for Monday.';

async function open(person: Account, path?: string): Promise<Page> {
  const context = await newContext(browser);
  return openSignedIn(context, person, path);
}

function row(page: Page, title: string) {
  return page.locator('[data-job]').filter({ hasText: title });
}

describe('the library', () => {
  it('shows a job that another program submits, down to its end, without a reload', async () => {
    const person = await newPerson();
    const page = await open(person);
    await page.getByRole('heading', { name: 'Your first recording goes here' }).waitFor();
    await submitAs(person, 'chat', { text: TEXT, question: 'When is the budget due?' });
    await row(page, 'When is the budget due?').getByText('Done').waitFor();
  });

  it('opens a job from its row', async () => {
    const person = await newPerson();
    const job = await submitAs(person, 'chat', { text: TEXT, question: 'Who writes?' });
    const page = await open(person);
    await page.getByRole('link', { name: 'Who writes?' }).click();
    await page.waitForURL(`**/jobs/${job.id}`);
  });

  it('filters by kind and stage in the address, and a reload keeps both', async () => {
    const person = await newPerson();
    await submitAs(person, 'chat', { text: TEXT, question: 'Who books the room?' });
    await submitAs(person, 'summary', { text: TEXT, style: 'key_points' });
    await submitSilence(person, 'silence.wav');
    const page = await open(person);
    await row(page, 'silence.wav').getByText('Failed').waitFor();
    await row(page, 'Key points').getByText('Done').waitFor();

    await page.getByRole('button', { name: 'Summary', exact: true }).click();
    await row(page, 'Who books the room?').waitFor({ state: 'detached' });
    await row(page, 'Key points').waitFor();
    expect(await page.locator('[data-job]').count()).toBe(1);
    expect(new URL(page.url()).search).toBe('?kind=summary');

    await page.goto('/library?state=failed');
    await row(page, 'silence.wav').waitFor();
    expect(await page.locator('[data-job]').count()).toBe(1);
    await page.reload();
    await row(page, 'silence.wav').waitFor();
    expect(await page.locator('[data-job]').count()).toBe(1);
  });

  it('searches by title, whatever case and accents, and finds the way back from nothing', async () => {
    const person = await newPerson();
    await submitAs(person, 'chat', { text: TEXT, question: 'What about the Café in Zürich?' });
    await submitAs(person, 'chat', { text: TEXT, question: 'Who writes the report?' });
    const page = await open(person);
    await row(page, 'Who writes the report?').waitFor();

    await page.getByLabel('Search by title').fill('zurich cafe');
    await row(page, 'Who writes the report?').waitFor({ state: 'detached' });
    expect(await row(page, 'Café in Zürich').count()).toBe(1);

    await page.getByLabel('Search by title').fill('no such thing');
    await page.getByRole('button', { name: 'Show everything' }).click();
    await row(page, 'Who writes the report?').waitFor();
    expect(await page.getByLabel('Search by title').inputValue()).toBe('');
  });

  it('says why a job failed, and starts it again', async () => {
    const person = await newPerson();
    const job = await submitSilence(person, 'silence.wav');
    const page = await open(person);
    await row(page, 'silence.wav').getByText('Failed').waitFor();
    const again = page.waitForResponse(`**/api/jobs/${job.id}/retry`);
    // The same silence would only fail again, so this is not offered first.
    expect(await page.getByRole('button', { name: 'Try again: silence.wav' }).count()).toBe(0);
    await page.getByRole('button', { name: 'More about silence.wav' }).click();
    await page.getByRole('menuitem', { name: 'Try again' }).click();
    expect((await again).status()).toBe(202);
  });

  it('cancels a job that waits', async () => {
    const person = await newPerson();
    const tomorrow = new Date(Date.now() + 86_400_000);
    await submitAs(person, 'chat', { text: TEXT, question: 'Is it late?' }, { runAt: tomorrow });
    const page = await open(person);
    await page.getByRole('button', { name: 'Cancel: Is it late?' }).click();
    await row(page, 'Is it late?').getByText('Cancelled').waitFor();
  });

  it('deletes only after asking, in every tab', async () => {
    const person = await newPerson();
    await submitAs(person, 'chat', { text: TEXT, question: 'Delete me?' });
    const page = await open(person);
    const other = await page.context().newPage();
    await other.goto('/library');
    await row(page, 'Delete me?').getByText('Done').waitFor();
    await row(other, 'Delete me?').waitFor();

    await page.getByRole('button', { name: 'More about Delete me?' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete this for good?' });
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await row(page, 'Delete me?').count()).toBe(1);

    await page.getByRole('button', { name: 'More about Delete me?' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await row(page, 'Delete me?').waitFor({ state: 'detached' });
    await row(other, 'Delete me?').waitFor({ state: 'detached' });
  });

  it('shows more when asked', async () => {
    const person = await newPerson();
    const tomorrow = new Date(Date.now() + 86_400_000);
    for (let number = 0; number < 33; number += 1) {
      await submitAs(
        person,
        'chat',
        { text: TEXT, question: `Question ${String(number)}` },
        { runAt: tomorrow },
      );
    }
    const page = await open(person);
    await page.getByRole('button', { name: 'Show older' }).click();
    await row(page, 'Question 0').waitFor();
    expect(await page.locator('[data-job]').count()).toBe(33);
    expect(await page.getByRole('button', { name: 'Show older' }).count()).toBe(0);
  });

  it('says that it is offline, keeps what it knows, and catches up by itself', async () => {
    const person = await newPerson();
    await submitAs(person, 'chat', { text: TEXT, question: 'Before?' });
    const page = await open(person);
    await row(page, 'Before?').waitFor();

    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await submitAs(person, 'chat', { text: TEXT, question: 'Meanwhile?' });
    expect(await row(page, 'Before?').count()).toBe(1);

    await page.context().setOffline(false);
    await row(page, 'Meanwhile?').waitFor();
    expect(await page.getByText('You are offline').count()).toBe(0);
  });

  it('is a list of cards under the thumb on a phone', async () => {
    const person = await newPerson();
    await submitAs(person, 'chat', { text: TEXT, question: 'On the way?' });
    const context = await newContext(browser, { viewport: PHONE });
    const page = await openSignedIn(context, person);
    await page.getByRole('listitem').filter({ hasText: 'On the way?' }).waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.waitForURL('**/settings');
  });

  it('is used with the keyboard alone: skip link, filter, open', async () => {
    const person = await newPerson();
    await submitAs(person, 'chat', { text: TEXT, question: 'By keyboard?' });
    const page = await open(person);
    await row(page, 'By keyboard?').waitFor();
    await page.reload();
    await row(page, 'By keyboard?').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('All');
    await page.getByRole('link', { name: 'By keyboard?' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/jobs/*');
  });
});
