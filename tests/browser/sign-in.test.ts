import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchBrowser } from './launch';
import { enterPassword, newContext, openSigningIn } from './page';
import { newPerson, submitAs } from './people';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

const context = () => newContext(browser);

describe('signing in', () => {
  it('lets a guest in at once, to an empty library that says what to do', async () => {
    const page = await (await context()).newPage();
    await page.goto('/');
    await page.getByRole('button', { name: 'Try it without an account' }).click();
    await page.waitForURL('**/library');
    await page.getByRole('heading', { name: 'Your first recording goes here' }).waitFor();
    expect(await page.getByRole('link', { name: 'Make a recording' }).count()).toBe(1);
  });

  it('makes an account with e-mail and password, and greets by name', async () => {
    const page = await (await context()).newPage();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'New here? Create an account' }).click();
    await page.getByLabel('Name').fill('Grace Hopper');
    await page.getByLabel('E-mail').fill(`${crypto.randomUUID()}@firelane.test`);
    await page.getByLabel('Password', { exact: true }).fill('nanoseconds matter');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL('**/library');
    await page.getByRole('button', { name: 'Account of Grace Hopper' }).waitFor();
  });

  it('says that Google cannot be reached, and leaves the other ways open', async () => {
    const page = await (await context()).newPage();
    await page.route('https://apis.google.com/**', (route) => route.abort());
    await page.goto('/sign-in');
    const google = page.getByRole('button', { name: 'Continue with Google' });
    await google.click();
    await page.getByText(/^Signing in did not work\..*take another way to sign in\.$/).waitFor();
    expect(await google.isEnabled()).toBe(true);
    await enterPassword(page, await newPerson());
    await page.waitForURL('**/library');
  });

  it('leads back to the page that was wanted', async () => {
    const person = await newPerson();
    const page = await (await context()).newPage();
    await page.goto('/settings');
    await page.waitForURL('**/sign-in?next=%2Fsettings');
    await enterPassword(page, person);
    await page.waitForURL('**/settings');
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  });

  it('never leads to another site', async () => {
    const person = await newPerson();
    const page = await (await context()).newPage();
    await page.goto(`/sign-in?next=${encodeURIComponent('//evil.example/library')}`);
    await enterPassword(page, person);
    await page.waitForURL('**/library');
    expect(new URL(page.url()).origin).toBe(new URL(inject('stack').url).origin);
  });

  it('says in human words that a password is wrong, and does not say whether the account exists', async () => {
    const person = await newPerson();
    const page = await (await context()).newPage();
    await page.goto('/sign-in');
    await enterPassword(page, { email: person.email, password: 'not this one' });
    await page.getByRole('alert').filter({ hasText: 'E-mail or password is not right' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  });

  it('sends a link for a forgotten password, and does not tell who has an account', async () => {
    const person = await newPerson();
    const page = await (await context()).newPage();
    for (const email of [person.email, 'nobody@firelane.test']) {
      await page.goto('/sign-in');
      await page.getByRole('button', { name: 'Forgot your password?' }).click();
      await page.getByLabel('E-mail').fill(email);
      await page.getByRole('button', { name: 'Send reset link' }).click();
      await page.getByText(`If there is an account for ${email}`).waitFor();
    }
  });

  it('sets a cookie that scripts cannot read', async () => {
    const opened = await context();
    await openSigningIn(opened, await newPerson());
    const cookie = (await opened.cookies()).find(({ name }) => name === '__session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  });

  it('is still there after a reload', async () => {
    const page = await openSigningIn(await context(), await newPerson());
    await page.reload();
    await page.getByRole('button', { name: 'Account of Ada Lovelace' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/library');
  });
});

describe('signing out', () => {
  it('takes every tab along, with the cookie, and shows the next person nothing', async () => {
    const opened = await context();
    const [ada, bob] = [await newPerson('Ada'), await newPerson('Bob')];
    const secret = `Secret of Ada ${crypto.randomUUID()}`;
    await submitAs(ada, 'chat', { text: 'The plan is secret.', question: secret });
    const first = await openSigningIn(opened, ada);
    const second = await opened.newPage();
    await second.goto('/library?kind=chat');
    await second.getByText(secret).waitFor();

    await first.getByRole('button', { name: 'Account of Ada' }).click();
    await first.getByRole('menuitem', { name: 'Sign out' }).click();

    await first.waitForURL('**/sign-in');
    await second.waitForURL('**/sign-in');
    expect(await second.getByText(secret).count()).toBe(0);
    expect((await opened.cookies()).filter(({ name }) => name === '__session')).toEqual([]);

    await enterPassword(second, bob);
    await second.getByRole('heading', { name: 'Your first recording goes here' }).waitFor();
    await first.getByRole('heading', { name: 'Your first recording goes here' }).waitFor();
    expect(await second.getByText(secret).count()).toBe(0);
    expect(await first.getByText(secret).count()).toBe(0);
  });

  it('warns a guest, who could not come back', async () => {
    const page = await (await context()).newPage();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Continue as a guest' }).click();
    await page.waitForURL('**/library');
    await page.getByRole('button', { name: 'Account of Guest' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without an account?' });
    await dialog.getByRole('button', { name: 'Stay' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).pathname).toBe('/library');
  });
});

describe('a guest who makes an account', () => {
  it('keeps what they did, and can sign in to it from elsewhere', async () => {
    const page = await (await context()).newPage();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Continue as a guest' }).click();
    await page.waitForURL('**/library');
    await page.getByRole('button', { name: 'Try the sample' }).click();
    await page.waitForURL('**/jobs/*');
    await page.goto('/settings');

    const login = { email: `${crypto.randomUUID()}@firelane.test`, password: 'keep all of it' };
    await page.getByLabel('E-mail').fill(login.email);
    await page.getByLabel('Password', { exact: true }).fill(login.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('button', { name: `Account of ${login.email}` }).waitFor();

    const elsewhere = await (await context()).newPage();
    await elsewhere.goto('/sign-in');
    await enterPassword(elsewhere, login);
    await elsewhere.getByRole('link', { name: /Weekly planning meeting/ }).waitFor();
  });
});
