import type { Browser, Page } from 'playwright-core';

import type { Account } from '../demo/accounts';

export interface Picture {
  /** The file's name begins with it; the look follows: `monitor-dark.png`. */
  name: string;
  path: string;
}

export interface PictureOptions {
  browser: Browser;
  url: string;
  person: Account;
  folder: string;
  pictures: readonly Picture[];
}

const LOOKS = [
  { suffix: '', viewport: { width: 1440, height: 900 }, colorScheme: 'light', phone: false },
  { suffix: '-dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark', phone: false },
  { suffix: '-phone', viewport: { width: 390, height: 844 }, colorScheme: 'light', phone: true },
] as const;

const READY_TIMEOUT_MS = 60_000;

/** Takes each picture in each look, as that person sees it. */
export async function takePictures(options: PictureOptions): Promise<void> {
  for (const { suffix, viewport, colorScheme, phone } of LOOKS) {
    const context = await options.browser.newContext({
      baseURL: options.url,
      viewport,
      colorScheme,
      reducedMotion: 'reduce',
      isMobile: phone,
      hasTouch: phone,
    });
    const page = await context.newPage();
    await enter(page, options.person, options.pictures[0]?.path ?? '/library');
    for (const { name, path } of options.pictures) {
      await page.goto(path);
      await settled(page);
      await page.screenshot({
        path: `${options.folder}/${name}${suffix}.png`,
        animations: 'disabled',
      });
    }
    await context.close();
  }
}

async function enter(page: Page, person: Account, path: string): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname === path);
}

/** The page has its heading, and nothing on it still loads. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor({ timeout: READY_TIMEOUT_MS });
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
  await page.waitForFunction(
    () => document.querySelector('.mantine-Skeleton-root[data-visible]') === null,
    undefined,
    { timeout: READY_TIMEOUT_MS },
  );
}
