import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchBrowser } from './launch';
import { openSigningIn, screenshot } from './page';
import { newPerson } from './people';
import { choose, holdSecondPiece, LONG_SECONDS, openNew, PIECE, row, sent } from './recording-page';
import { toneFile } from './recording-sound';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

describe('an upload that something happens to', () => {
  it('goes on from where it stopped when the network fails mid-way', async () => {
    const { page, context } = await openNew(browser);
    const upload = await holdSecondPiece(page);
    await choose(page, toneFile('long.wav', LONG_SECONDS));
    await upload.held;
    await context.setOffline(true);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await row(page, 'long.wav').getByText('Safe on this device').waitFor();
    await screenshot(page, 'upload-offline');
    await context.setOffline(false);
    await sent(page, 'long.wav');
    expect(upload.created()).toBe(1);
    expect(upload.offsets).toEqual([0, PIECE, PIECE, 2 * PIECE]);
  });

  it('goes on from where it stopped after the tab was closed, from a file that nobody chose again', async () => {
    const { page, context } = await openNew(browser);
    const upload = await holdSecondPiece(page);
    await choose(page, toneFile('long.wav', LONG_SECONDS));
    await upload.held;
    await page.close({ runBeforeUnload: false });

    const next = await context.newPage();
    const offsets: number[] = [];
    next.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
    });
    await next.goto('/new');
    await sent(next, 'long.wav');
    // The held piece may still have gone out, or a part of it, when its tab was closed: all that came is kept.
    expect(offsets.length).toBeGreaterThan(0);
    expect(Math.min(...offsets)).toBeGreaterThanOrEqual(PIECE);
  });

  it('is done by one tab, and taken over when that tab is gone', async () => {
    const { page, context } = await openNew(browser);
    const upload = await holdSecondPiece(page);
    await choose(page, toneFile('long.wav', LONG_SECONDS));
    await upload.held;
    const other = await context.newPage();
    await other.goto('/new');
    await row(other, 'long.wav')
      .getByText(/Sending from another tab/)
      .waitFor();
    await page.close({ runBeforeUnload: false });
    await sent(other, 'long.wav');
  });

  it('pauses, stays paused over a reload, resumes, and can be removed', async () => {
    const { page } = await openNew(browser);
    const upload = await holdSecondPiece(page);
    await choose(page, toneFile('long.wav', LONG_SECONDS));
    await upload.held;
    await row(page, 'long.wav').getByRole('button', { name: 'Pause long.wav' }).click();
    await row(page, 'long.wav').getByText('Paused', { exact: true }).waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.reload();
    await row(page, 'long.wav').getByText('Paused', { exact: true }).waitFor();
    await row(page, 'long.wav').getByRole('button', { name: 'Resume long.wav' }).click();
    await sent(page, 'long.wav');
    await row(page, 'long.wav')
      .getByRole('button', { name: /^Remove long\.wav/ })
      .click();
    await row(page, 'long.wav').waitFor({ state: 'detached' });
  });

  it('sends from its tab what the device has no room to keep, and leaves it alone in the others', async () => {
    const { page, context } = await openNew(browser);
    await page.evaluate(() => {
      const { add } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.add = function (...args) {
        if (this.name === 'files') throw new DOMException('full', 'QuotaExceededError');
        return add.apply(this, args);
      };
    });
    await context.setOffline(true);
    await choose(page, toneFile('big.wav', 1));
    await page.getByRole('alert').getByText('This device has no room left').waitFor();
    await row(page, 'big.wav').getByText('in this tab alone').waitFor();
    await context.setOffline(false);
    await sent(page, 'big.wav');

    const upload = await holdSecondPiece(page);
    await choose(page, toneFile('bigger.wav', LONG_SECONDS));
    await upload.held;
    const other = await context.newPage();
    await other.goto('/new');
    await row(other, 'bigger.wav').getByText('Sent from the tab that has it').waitFor();
    await page.close({ runBeforeUnload: false });
    await row(other, 'bigger.wav').getByText('no longer has the file').waitFor();
  });

  it('shows nobody what another person of the same browser left behind', async () => {
    const { page, context } = await openNew(browser);
    const upload = await holdSecondPiece(page);
    await choose(page, toneFile('private.wav', LONG_SECONDS));
    await upload.held;
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/new'));
    await page.close({ runBeforeUnload: false });
    const next = await openSigningIn(context, await newPerson('Grace Hopper'), '/new');
    await next.getByRole('button', { name: 'Choose files' }).waitFor();
    await choose(next, toneFile('own.wav', 1));
    await sent(next, 'own.wav');
    expect(await row(next, 'private.wav').count()).toBe(0);
  });

  it('sends what waits from whichever page is open', async () => {
    const { page, context } = await openNew(browser);
    await context.setOffline(true);
    await choose(page, toneFile('later.wav', 1));
    await row(page, 'later.wav').getByText('Safe on this device').waitFor();
    await page.close({ runBeforeUnload: false });
    await context.setOffline(false);
    const library = await context.newPage();
    await library.goto('/library');
    await library.locator('[data-job]').filter({ hasText: 'later.wav' }).waitFor();
  });
});
