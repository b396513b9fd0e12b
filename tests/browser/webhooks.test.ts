import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { launchBrowser } from './launch';
import {
  accessibilityProblems,
  newContext,
  openSignedIn,
  PHONE,
  screenshot,
  sidewaysOverflow,
} from './page';
import { newPerson } from './people';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

it('a person adds a webhook, sees its secret once, and removes it', async () => {
  const context = await newContext(browser, { viewport: PHONE });
  const page = await openSignedIn(context, await newPerson(), '/settings');
  const section = page.getByRole('region', { name: 'Webhooks' });
  const address = section.getByLabel('Address');
  const url = 'https://example.com/hook';
  await address.fill(url);
  await section.getByRole('button', { name: 'Add' }).click();
  await section.getByText(/^whsec_/).waitFor();
  await section.getByText('Nothing was sent yet.').waitFor();
  await screenshot(page, 'webhooks-secret-phone-light');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await sidewaysOverflow(page)).toBe(0);
  await section.getByRole('button', { name: 'I have kept it' }).click();
  await section.getByText(/^whsec_/).waitFor({ state: 'detached' });

  await page.reload();
  await section.getByText(url).waitFor();
  expect(await section.getByText(/whsec_/).count()).toBe(0);
  await section.getByRole('button', { name: `Remove: ${url}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await section.getByText(url).waitFor({ state: 'detached' });
});
