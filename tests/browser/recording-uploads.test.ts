import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchBrowser } from './launch';
import { accessibilityProblems, PHONE, screenshot } from './page';
import { choose, openNew, row, sent } from './recording-page';
import { toneFile } from './recording-sound';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

const zip = {
  name: 'talk.mp3',
  mimeType: 'audio/mpeg',
  buffer: Buffer.concat([
    Buffer.from('504b0304140000000000', 'hex'),
    Buffer.alloc(64),
    Buffer.from('notes.txt'),
  ]),
};

describe('uploading', () => {
  it('sends two files at once, each to its own job, live', async () => {
    const { page } = await openNew(browser);
    await choose(page, toneFile('first.wav', 2), toneFile('second.wav', 3));
    await sent(page, 'first.wav');
    await sent(page, 'second.wav');
    const links = ['first.wav', 'second.wav'].map((name) =>
      row(page, name).getByRole('link', { name: `Open ${name}` }),
    );
    const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(new Set(hrefs).size).toBe(2);
    // A tone holds no speech, and the row says so when the worker found out.
    await row(page, 'first.wav').getByText('Failed').waitFor({ timeout: 60_000 });
    expect(await accessibilityProblems(page)).toEqual([]);
    await screenshot(page, 'uploads-sent');
    await links[0]?.click();
    await page.waitForURL(/\/jobs\/[\w-]+$/);
  });

  it('says of a zip named .mp3 what it is, before it is uploaded, and takes the others', async () => {
    const { page } = await openNew(browser);
    let uploads = 0;
    page.on('request', (request) => {
      if (request.method() === 'PATCH') uploads += 1;
    });
    await choose(page, zip, toneFile('good.wav', 1));
    const notice = page.getByRole('alert').filter({ hasText: 'One file was not taken' });
    await notice.getByText(/talk\.mp3.*not an audio or video file/).waitFor();
    await sent(page, 'good.wav');
    expect(uploads).toBe(1);
    expect(await row(page, 'talk.mp3').count()).toBe(0);
    await notice.getByRole('button', { name: 'Dismiss talk.mp3' }).click();
    await notice.waitFor({ state: 'detached' });
  });

  it('says what the server found when it is the one that refuses', async () => {
    const { page } = await openNew(browser);
    // No known signature: the page lets it pass, and the server decides.
    await choose(page, { name: 'odd.mp3', mimeType: 'audio/mpeg', buffer: Buffer.alloc(5_000, 7) });
    await row(page, 'odd.mp3')
      .getByText(/not an audio or video file/)
      .waitFor();
    await row(page, 'odd.mp3').getByRole('button', { name: 'Remove odd.mp3' }).click();
    await row(page, 'odd.mp3').waitFor({ state: 'detached' });
  });

  it('notices a file that is already there, and takes it again when asked', async () => {
    const { page } = await openNew(browser);
    // The system's time of change must be the same twice, as it is for one file on a disk.
    const add = () =>
      page.evaluate(() => {
        const input = document.querySelector<HTMLInputElement>('input[type=file]');
        const bytes = new Uint8Array(64);
        bytes.set(new TextEncoder().encode('RIFF\0\0\0\0WAVEfmt '));
        const transfer = new DataTransfer();
        transfer.items.add(
          new File([bytes], 'memo.wav', { type: 'audio/wav', lastModified: 1_700_000_000_000 }),
        );
        if (input === null) throw new Error('no file input');
        input.files = transfer.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
      });
    await add();
    await row(page, 'memo.wav').waitFor();
    await add();
    await page
      .getByRole('alert')
      .getByText(/memo\.wav.*(already in the list|sent a short while ago)/)
      .waitFor();
    await page.getByRole('button', { name: 'Add it again' }).click();
    await row(page, 'memo.wav').nth(1).waitFor();
  });

  it('makes one job when the answer to the submit was lost', async () => {
    const { page } = await openNew(browser);
    const keys: (string | undefined)[] = [];
    const answers: string[] = [];
    await page.route('**/api/jobs', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().headers()['idempotency-key']);
      const response = await route.fetch();
      answers.push(((await response.json()) as { id: string }).id);
      if (keys.length === 1) return route.abort('connectionreset');
      return route.fulfill({ response });
    });
    await choose(page, toneFile('once.wav', 1));
    await sent(page, 'once.wav');
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(new Set(answers).size).toBe(1);
  });

  it('takes the sample to its job', async () => {
    const { page } = await openNew(browser);
    await page.getByRole('button', { name: 'Try the sample' }).click();
    await page.waitForURL(/\/jobs\/[\w-]+$/);
  });

  it('remembers the options, and sends them with what comes next', async () => {
    const { page } = await openNew(browser, { viewport: PHONE });
    await page.getByRole('radio', { name: 'Private' }).check();
    await page
      .getByRole('switch', { name: 'Keep the recording for playback' })
      .uncheck({ force: true });
    await chooseLanguage(page.getByRole('combobox', { name: 'Spoken language' }), 'German');
    await page.reload();
    await expect.poll(() => page.getByRole('radio', { name: 'Private' }).isChecked()).toBe(true);
    const submitted = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/api/jobs'),
    );
    await choose(page, toneFile('german.wav', 1));
    expect((await submitted).postDataJSON()).toMatchObject({
      input: { engine: 'local', language: 'de', keepMedia: false, fileName: 'german.wav' },
    });
  });
});

async function chooseLanguage(select: Locator, name: string): Promise<void> {
  await select.click();
  await select.fill(name);
  await select.page().getByRole('option', { name, exact: true }).click();
}
