import type { Browser, Page } from 'playwright-core';

import type { Account } from '../demo/sign-in';

const DESKTOP = { viewport: { width: 1280, height: 860 }, isMobile: false, hasTouch: false };

const LOOKS = {
  light: { ...DESKTOP, colorScheme: 'light' },
  dark: { ...DESKTOP, colorScheme: 'dark' },
  phone: {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    colorScheme: 'light',
  },
} as const;

export interface Picture {
  /** Of its file, without the ending. */
  name: string;
  path: string;
  /** A desktop in daylight when absent. */
  look?: keyof typeof LOOKS;
}

export interface PictureOptions {
  browser: Browser;
  url: string;
  person: Account;
  folder: string;
  pictures: readonly Picture[];
}

const READY_TIMEOUT_MS = 60_000;

/** Takes each picture as that person sees it, in a browser of its own. */
export async function takePictures(options: PictureOptions): Promise<void> {
  for (const { name, path, look = 'light' } of options.pictures) {
    const context = await options.browser.newContext({
      ...LOOKS[look],
      baseURL: options.url,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await enter(page, options.person, path);
    await settled(page);
    await page.screenshot({ path: `${options.folder}/${name}.png`, animations: 'disabled' });
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
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('.mantine-Skeleton-root[data-visible]')].every(
        (skeleton) => !skeleton.checkVisibility(),
      ),
    undefined,
    { timeout: READY_TIMEOUT_MS },
  );
}
