import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import { launchBrowser } from './launch';
import { newContext, openSignedIn } from './page';
import { newPerson, submitAs } from './people';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

async function open(person: Account): Promise<Page> {
  const context = await newContext(browser);
  return openSignedIn(context, person, '/settings');
}

const TEXT = 'The budget is due on Friday. Ann writes the report.';

describe('the settings', () => {
  it('name the engines that do the work, the local ones with their limits', async () => {
    const page = await open(await newPerson());
    const engines = page.getByRole('region', { name: 'Engines' });
    await engines.getByText('Speech to text').waitFor();
    expect(await engines.getByRole('listitem').count()).toBeGreaterThanOrEqual(2);
    await engines.getByText('nothing leaves it').first().waitFor();
  });

  it('remember light or dark in this browser', async () => {
    const page = await open(await newPerson());
    await page.getByText('Dark', { exact: true }).click();
    const scheme = page.locator('html[data-mantine-color-scheme="dark"]');
    await scheme.waitFor();
    await page.reload();
    await scheme.waitFor();
    await page.getByRole('button', { name: 'Use light colours' }).click();
    await page.locator('html[data-mantine-color-scheme="light"]').waitFor();
  });

  it('hand the wish to keep recordings to the page that makes them', async () => {
    const page = await open(await newPerson());
    const wish = page.getByRole('switch', { name: 'Keep my recordings for playback' });
    const before = await wish.isChecked();
    await wish.click();
    await page.goto('/new');
    const used = page.getByRole('switch', { name: 'Keep the recording for playback' });
    await used.waitFor();
    await expect.poll(() => used.isChecked()).toBe(!before);
  });

  it('count what was used, and delete all of it only once that is typed', async () => {
    const person = await newPerson();
    await submitAs(person, 'summary', { text: TEXT, style: 'brief' });
    await submitAs(
      person,
      'chat',
      { text: TEXT, question: 'Who writes?' },
      { runAt: new Date(Date.now() + 86_400_000) },
    );
    const page = await open(person);
    const usage = page.getByRole('region', { name: 'Usage' });
    const jobs = usage.locator('dl > div').filter({ hasText: 'Jobs' }).locator('dd');
    await jobs.filter({ hasText: '2' }).waitFor();

    const section = page.getByRole('region', { name: 'Delete my data' });
    const button = section.getByRole('button', { name: 'Delete all my data' });
    expect(await button.isDisabled()).toBe(true);
    await section.getByRole('textbox').fill('delete');
    expect(await button.isDisabled()).toBe(true);
    await section.getByRole('textbox').fill('Delete everything');
    await button.click();
    await section.getByText('2 jobs and 0 recordings deleted.').waitFor();
    await jobs.filter({ hasText: /^0/ }).waitFor();

    await page.getByRole('link', { name: 'Library', exact: true }).click();
    await page.getByRole('heading', { name: 'Your first recording goes here' }).waitFor();
  });
});
