import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchBrowser } from './launch';
import { accessibilityProblems, screenshot } from './page';
import { openNew, pieceIsKept, press, record, recovered } from './recording-page';
import { speechFile, type SoundFile } from './recording-sound';

let browser: Browser;
let speech: SoundFile;

beforeAll(async () => {
  speech = await speechFile(20);
  browser = await launchBrowser({ microphone: speech.path });
});

afterAll(async () => {
  await browser.close();
  await speech.remove();
});

describe('a recording that something happens to', () => {
  it('finds a recording again whose tab was closed, and sends it', async () => {
    const { page, context } = await openNew(browser);
    await record(page, '0:04');
    await pieceIsKept(page);
    await page.close({ runBeforeUnload: false });

    const next = await context.newPage();
    await next.goto('/new');
    await recovered(next).waitFor();
    expect(await recovered(next).innerText()).toMatch(/of 0:0[345] from today \d\d:\d\d/);
    expect(await accessibilityProblems(next)).toEqual([]);

    await press(next, 'Play');
    const player = next.locator('audio');
    await player.waitFor();
    const length = () => player.evaluate((audio: HTMLAudioElement) => audio.duration);
    await expect.poll(length).toBeGreaterThan(2.5);
    await expect.poll(length).toBeLessThan(6);

    await press(next, 'Send');
    await next.waitForURL(/\/jobs\/[\w-]+$/);
  });

  it('finds a recording again whose page crashed', async () => {
    const { page, context } = await openNew(browser);
    await record(page, '0:03');
    await pieceIsKept(page);
    const crashed = page.waitForEvent('crash');
    const devtools = await context.newCDPSession(page);
    devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();

    const next = await context.newPage();
    await next.goto('/new');
    await recovered(next).waitFor();
  });

  it('does not offer in one tab what another tab is recording', async () => {
    const { page, context } = await openNew(browser);
    await record(page, '0:02');
    await pieceIsKept(page);
    const other = await context.newPage();
    await other.goto('/new');
    await other.getByText('Being recorded in another tab').waitFor();
    expect(await recovered(other).count()).toBe(0);
    await page.close({ runBeforeUnload: false });
    await recovered(other).waitFor();
  });

  it('works without a network, and sends the recording once there is one', async () => {
    const { page, context } = await openNew(browser);
    await context.setOffline(true);
    await record(page, '0:03');
    await press(page, 'Stop and transcribe');
    await page.getByText('Safe on this device. Sent when you are online.').waitFor();
    await screenshot(page, 'recording-offline');
    await context.setOffline(false);
    await page.waitForURL(/\/jobs\/[\w-]+$/);
  });

  it('records on, and sends, when the device is full', async () => {
    const { page } = await openNew(browser);
    await page.evaluate(() => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (...args) {
        if (this.name === 'chunks') throw new DOMException('full', 'QuotaExceededError');
        return put.apply(this, args);
      };
    });
    await record(page, '0:03');
    await page.getByText('This device is full: the newest sound is in this tab alone.').waitFor();
    await press(page, 'Stop and transcribe');
    await page.waitForURL(/\/jobs\/[\w-]+$/);
  });
});
