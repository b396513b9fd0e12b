import { mkdir } from 'node:fs/promises';

import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import { shownPages } from './shown-pages';
import { storeSignIn } from './stored-sign-in';

const SCREENSHOTS = '.firelane/screenshots';
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

export const DESKTOP = { width: 1280, height: 860 };
export const PHONE = { width: 390, height: 844 };

/** A job may wait for other files' jobs, and a page for a busy machine. */
const PATIENCE_MS = 90_000;

export interface ContextOptions {
  /** Of another app than the one that all files share. */
  baseURL?: string;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

/**
 * A browser of somebody's own: its pages share sign-in and storage, as a person's tabs do. It is closed when the test
 * that opened it has ended; where that failed, the report says what its pages showed.
 */
export async function newContext(
  browser: Browser,
  { baseURL, colorScheme = 'light', viewport = DESKTOP }: ContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: baseURL ?? inject('stack').url,
    colorScheme,
    viewport,
    reducedMotion: 'reduce',
    isMobile: viewport.width <= PHONE.width,
    hasTouch: viewport.width <= PHONE.width,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  onTestFinished(async ({ task }) => {
    const shown = task.result?.state === 'fail' ? await shownPages(context) : null;
    await context.close();
    if (shown !== null) throw new Error(`When it failed: ${shown}`);
  });
  return context;
}

/** Opens a page as somebody who signed in at an earlier visit. @param context without a page */
export async function openSignedIn(
  context: BrowserContext,
  person: Account,
  path = '/library',
): Promise<Page> {
  await storeSignIn(context, person);
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

/** Opens a page as somebody who has to sign in with their password first. */
export async function openSigningIn(
  context: BrowserContext,
  person: Account,
  path = '/library',
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await enterPassword(page, person);
  await page.waitForURL((url) => `${url.pathname}${url.search}` === path);
  return page;
}

/** Fills the sign-in form and sends it. */
export async function enterPassword(
  page: Page,
  { email, password }: Pick<Account, 'email' | 'password'>,
): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Keeps what the page looks like now, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, animations: 'disabled' });
}

/**
 * What axe finds wrong by WCAG 2.2 AA, in lines that say where; empty when nothing.
 * @param rules `only` these, or all
 */
export async function accessibilityProblems(
  page: Page,
  { only }: { only?: string[] } = {},
): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    // What passed is told for one node a rule: naming thousands takes longer than judging them.
    .options({ resultTypes: ['violations'] })
    // In the page itself, which has no frames: no second page is opened to put frames together.
    .setLegacyMode();
  const chosen = only === undefined ? axe.withTags(STANDARDS) : axe.withRules(only);
  const { violations } = await chosen.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}

/** How many pixels the page is wider than its window: 0, or it scrolls sideways. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
