import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
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
import { choose, sent } from './recording-page';
import { toneFile } from './recording-sound';

let browser: Browser;
let person: Account;

beforeAll(async () => {
  const { authUrl, projectId } = inject('stack');
  [browser, person] = await Promise.all([launchBrowser(), newPerson('Ada Lovelace')]);
  process.env.FIREBASE_AUTH_EMULATOR_HOST = new URL(authUrl).host;
  const auth = getAuth(initializeApp({ projectId }, 'allowance-test'));
  await auth.setCustomUserClaims(person.uid, { plan: 'small' });
});

afterAll(async () => {
  await browser.close();
});

describe('somebody whose plan allows two jobs at a time', () => {
  it('sees how many are left, loses nothing of what is too much, and has it sent in time', async () => {
    const context = await newContext(browser, { viewport: PHONE, colorScheme: 'dark' });
    const page = await openSignedIn(context, person, '/new');
    await page.getByRole('button', { name: 'Choose files' }).waitFor();
    const notice = page.locator('[data-allowance]');
    await choose(page, ...['one', 'two', 'three'].map((name) => toneFile(`${name}.wav`, 1)));

    const held = page.locator('li[data-item]').filter({ hasText: /Your plan allows no more/u });
    await held.getByText(/Next try in \d+ s\./u).waitFor();
    await notice.getByText('New jobs: 0 of 2 left in 20 seconds, more in').waitFor();
    await notice.getByText('What you add is kept, and sent then.').waitFor();
    await screenshot(page, 'allowance-spent-phone-dark');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);

    for (const name of ['one', 'two', 'three']) await sent(page, `${name}.wav`);
    await page.goto('/settings');
    await page
      .getByText(/\d of 2 left in 20 seconds/u)
      .first()
      .waitFor();
    await page.goto('/library');
    for (const name of ['one', 'two', 'three']) {
      await page.getByRole('link', { name: `${name}.wav`, exact: true }).waitFor();
    }
  });
});
