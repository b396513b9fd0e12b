import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { launchBrowser } from './launch';
import { accessibilityProblems, newContext, openSignedIn, PHONE, screenshot } from './page';
import { newPerson } from './people';
import { toneFile } from './recording-sound';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

async function open(
  options: Parameters<typeof newContext>[1] = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await newContext(browser, options);
  onTestFinished(() => context.close());
  const page = await openSignedIn(context, await newPerson(), '/new');
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  return { page, context };
}

/** Chooses files as a person does, through the button. */
async function choose(page: Page, ...files: ReturnType<typeof toneFile>[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(files);
}

const row = (page: Page, name: string) => page.locator('li[data-item]').filter({ hasText: name });
const sent = (page: Page, name: string): Promise<void> =>
  row(page, name).and(page.locator('[data-state="submitted"]')).waitFor();

const zip = {
  name: 'talk.mp3',
  mimeType: 'audio/mpeg',
  buffer: Buffer.concat([
    Buffer.from('504b0304140000000000', 'hex'),
    Buffer.alloc(64),
    Buffer.from('notes.txt'),
  ]),
};

/** Holds the second piece of an upload until released; the first is on the server by then. */
async function holdSecondPiece(
  page: Page,
): Promise<{ held: Promise<void>; offsets: number[]; created: () => number }> {
  const offsets: number[] = [];
  let creations = 0;
  page.on('request', (request: Request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/uploads')) creations += 1;
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  const held = new Promise<void>((resolve) => {
    void page.route('**/api/uploads/*', async (route) => {
      const request = route.request();
      if (request.method() !== 'PATCH' || request.headers()['upload-offset'] === '0') {
        return route.continue();
      }
      // Never answered: the connection is gone, or the tab is.
      resolve();
    });
  });
  return { held, offsets, created: () => creations };
}

const PIECE = 4 * 1024 * 1024;
/** Three pieces long. */
const LONG_SECONDS = 100;

describe('uploading', () => {
  it('sends two files at once, each to its own job, live', async () => {
    const { page } = await open();
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
    const { page } = await open();
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
    const { page } = await open();
    // No known signature: the page lets it pass, and the server decides.
    await choose(page, { name: 'odd.mp3', mimeType: 'audio/mpeg', buffer: Buffer.alloc(5_000, 7) });
    await row(page, 'odd.mp3')
      .getByText(/not an audio or video file/)
      .waitFor();
    await row(page, 'odd.mp3').getByRole('button', { name: 'Remove odd.mp3' }).click();
    await row(page, 'odd.mp3').waitFor({ state: 'detached' });
  });

  it('notices a file that is already there, and takes it again when asked', async () => {
    const { page } = await open();
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

  it('goes on from where it stopped when the network fails mid-way', async () => {
    const { page, context } = await open();
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
    const { page, context } = await open();
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
    // The held piece may still have gone out when its tab was closed.
    expect(offsets).not.toContain(0);
    expect(offsets.at(-1)).toBe(2 * PIECE);
  });

  it('is done by one tab, and taken over when that tab is gone', async () => {
    const { page, context } = await open();
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
    const { page } = await open();
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
    const { page, context } = await open();
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

  it('makes one job when the answer to the submit was lost', async () => {
    const { page } = await open();
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

  it('shows nobody what another person of the same browser left behind', async () => {
    const { page, context } = await open();
    const upload = await holdSecondPiece(page);
    await choose(page, toneFile('private.wav', LONG_SECONDS));
    await upload.held;
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/new'));
    await page.close({ runBeforeUnload: false });
    const next = await openSignedIn(context, await newPerson('Grace Hopper'), '/new');
    await next.getByRole('button', { name: 'Choose files' }).waitFor();
    await choose(next, toneFile('own.wav', 1));
    await sent(next, 'own.wav');
    expect(await row(next, 'private.wav').count()).toBe(0);
  });

  it('sends what waits from whichever page is open', async () => {
    const { page, context } = await open();
    await context.setOffline(true);
    await choose(page, toneFile('later.wav', 1));
    await row(page, 'later.wav').getByText('Safe on this device').waitFor();
    await page.close({ runBeforeUnload: false });
    await context.setOffline(false);
    const library = await context.newPage();
    await library.goto('/library');
    await library.locator('[data-job]').filter({ hasText: 'later.wav' }).waitFor();
  });

  it('takes the sample to its job', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Try the sample' }).click();
    await page.waitForURL(/\/jobs\/[\w-]+$/);
  });

  it('remembers the options, and sends them with what comes next', async () => {
    const { page } = await open({ viewport: PHONE });
    await page.getByRole('radio', { name: 'Private' }).check();
    await page
      .getByRole('switch', { name: 'Keep the recording for playback' })
      .uncheck({ force: true });
    await chooseLanguage(page.getByRole('combobox', { name: 'Spoken language' }), 'German');
    await page.reload();
    expect(await page.getByRole('radio', { name: 'Private' }).isChecked()).toBe(true);
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
