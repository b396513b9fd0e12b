import type { BrowserContext, Page } from 'playwright-core';

/** Of a page's words: where somebody was, and the dialogs, which come last. */
const BEGINNING = 800;
const END = 1_600;
const WAIT_MS = 5_000;

/** What the pages of a context show now, in words: for the report of a test that failed. */
export async function shownPages(context: BrowserContext): Promise<string> {
  const shown = await Promise.all(context.pages().map(told));
  return shown.length === 0 ? 'No page was open.' : shown.join('\n');
}

async function told(page: Page): Promise<string> {
  try {
    const words = await page.locator('body').ariaSnapshot({ timeout: WAIT_MS });
    const shown =
      words.length <= BEGINNING + END
        ? words
        : `${words.slice(0, BEGINNING)}\n…\n${words.slice(-END)}`;
    return `${page.url()} showed\n${shown}`;
  } catch (error) {
    return `${page.url()} could not be read: ${String(error)}`;
  }
}
