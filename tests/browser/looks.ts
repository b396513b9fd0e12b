import type { Page } from 'playwright-core';
import { expect } from 'vitest';

import { accessibilityProblems, DESKTOP, PHONE, screenshot, sidewaysOverflow } from './page';

/** A page is opened once at each of these and looked at in both colour schemes. */
export const WIDTHS = [
  { width: 'desktop', viewport: DESKTOP },
  { width: 'phone', viewport: PHONE },
];

type Scheme = 'light' | 'dark';

/** All that axe judges of colours; its other rules say the same in both schemes. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** The rules of which a page is judged in each scheme: all of them once. */
const JUDGED: [Scheme, { only?: string[] }][] = [
  ['light', {}],
  ['dark', { only: OF_COLOURS }],
];

/**
 * Expects a page, as it stands, to meet WCAG 2.2 AA in light and in dark and not to scroll sideways, and keeps
 * what it looks like in both.
 * @param name of the screenshots and in what is told of a failure
 */
export async function expectNoBarrier(page: Page, name: string): Promise<void> {
  for (const [scheme, rules] of JUDGED) {
    await showIn(page, scheme);
    await screenshot(page, `${name}-${scheme}`);
    const problems = await accessibilityProblems(page, rules);
    expect.soft(problems, `${name} in ${scheme}`).toEqual([]);
  }
  expect.soft(await sidewaysOverflow(page), `${name} scrolls sideways`).toBe(0);
}

/** As when the system turns light or dark while the page is open: all of it has followed. */
async function showIn(page: Page, colorScheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
  await page.evaluate(async () => {
    const transitions = document
      .getAnimations()
      .filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map(({ finished }) => finished));
  });
}
