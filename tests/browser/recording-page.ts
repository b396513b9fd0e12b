import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

import { type ContextOptions, newContext, openSignedIn } from './page';
import { newPerson } from './people';
import type { toneFile } from './recording-sound';

/** Opens the page for new recordings as a person of the test's own. */
export async function openNew(
  browser: Browser,
  options: ContextOptions = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await newContext(browser, options);
  const page = await openSignedIn(context, await newPerson(), '/new');
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  return { page, context };
}

export function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

export function elapsed(page: Page): Locator {
  return page.getByRole('timer');
}

/** Waits until the recorder's clock has come to `until`: a busy machine may not show every second. */
export async function clockReads(page: Page, until: string): Promise<void> {
  const read = () => elapsed(page).innerText();
  await expect.poll(read).toSatisfy((now: string) => now.length >= until.length && now >= until);
}

/** Starts a recording and waits until its clock reads `until`. */
export async function record(page: Page, until: string): Promise<void> {
  await press(page, 'Start recording');
  await clockReads(page, until);
}

/** Waits until the device holds a piece of a recording: from then on it outlives its tab. */
export async function pieceIsKept(page: Page): Promise<void> {
  const count = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('firelane-outbox');
          opening.onerror = () => reject(new Error(String(opening.error)));
          opening.onsuccess = () => {
            const db = opening.result;
            const counting = db.transaction('chunks').objectStore('chunks').count();
            counting.onerror = () => reject(new Error(String(counting.error)));
            counting.onsuccess = () => {
              db.close();
              resolve(counting.result);
            };
          };
        }),
    );
  await expect.poll(count).toBeGreaterThan(0);
}

export function recovered(page: Page): Locator {
  return page.getByRole('heading', { name: /^Recovered recording of/ });
}

/** Chooses files as a person does, through the button. */
export async function choose(page: Page, ...files: ReturnType<typeof toneFile>[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await press(page, 'Choose files');
  await (await chooser).setFiles(files);
}

/** The line of an item in the list of what is on its way. */
export function row(page: Page, name: string): Locator {
  return page.locator('li[data-item]').filter({ hasText: name });
}

/** Waits until an item has its job. */
export function sent(page: Page, name: string): Promise<void> {
  return row(page, name).and(page.locator('[data-state="submitted"]')).waitFor();
}

/** What is sent at once, in bytes. */
export const PIECE = 4 * 1024 * 1024;
/** A tone of this length is three pieces long. */
export const LONG_SECONDS = 100;

export interface HeldUpload {
  /** Resolves when the second piece was held back; the first is on the server by then. */
  held: Promise<void>;
  /** Where each piece that the page sent begins. */
  offsets: readonly number[];
  /** How many uploads the page created. */
  created: () => number;
}

/** Never lets the second piece of an upload through: the connection is gone, or the tab soon is. */
export async function holdSecondPiece(page: Page): Promise<HeldUpload> {
  const offsets: number[] = [];
  let creations = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/uploads')) creations += 1;
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  let holding = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    holding = resolve;
  });
  await page.route('**/api/uploads/*', async (route) => {
    const request = route.request();
    const later = request.method() === 'PATCH' && request.headers()['upload-offset'] !== '0';
    if (later) holding();
    else await route.continue();
  });
  return { held, offsets, created: () => creations };
}
