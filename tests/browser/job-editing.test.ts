import { readFile } from 'node:fs/promises';

import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import {
  callAs,
  openTranscript,
  SHORT_PART,
  type Transcribed,
  transcribeSample,
} from './job-sample';
import { launchBrowser } from './launch';
import { accessibilityProblems, type ContextOptions, newContext, openSignedIn } from './page';
import { newPerson } from './people';

let browser: Browser;
let person: Account;
let job: Transcribed;

beforeAll(async () => {
  browser = await launchBrowser();
  person = await newPerson('Robin Reader');
  job = await transcribeSample(person, SHORT_PART);
});

afterAll(async () => {
  await browser.close();
});

async function open(options: ContextOptions = {}): Promise<Page> {
  const context = await newContext(browser, options);
  return openTranscript(context, person, `/jobs/${job.id}`);
}

const segment = (page: Page, index: number) => page.locator(`#segment-${index}`);

async function current(): Promise<{ revision: number; output: Transcribed['output'] }> {
  return (await (await callAs(person, `/api/jobs/${job.id}`)).json()) as never;
}

/** Saves other words for a segment, as another window would. */
async function amend(index: number, text: string): Promise<void> {
  const { revision, output } = await current();
  const segments = output.segments.map((old, at) => (at === index ? { ...old, text } : old));
  const body = JSON.stringify({ revision, output: { ...output, segments } });
  const response = await callAs(person, `/api/jobs/${job.id}/output`, { method: 'PATCH', body });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}

async function openEditor(page: Page, index: number): Promise<Locator> {
  await segment(page, index).getByRole('button', { name: /^Edit/u }).click();
  return segment(page, index).getByRole('textbox');
}

async function edit(page: Page, index: number, text: string): Promise<void> {
  const field = await openEditor(page, index);
  await field.fill(text);
  await field.press('Enter');
}

describe('editing', () => {
  it('saves by itself, survives a reload, and can be undone', async () => {
    const page = await open();
    const before = await segment(page, 1).locator('[data-words]').innerText();
    await edit(page, 1, 'Words that a person wrote.');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await segment(page, 1).getByText('Words that a person wrote.').waitFor();

    await edit(page, 1, 'Other words.');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Undo the last edit' }).click();
    await segment(page, 1).getByText('Words that a person wrote.').waitFor();
    await edit(page, 1, before);
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await current()).output.segments[1]?.text).toBe(before);
  });

  it('takes over what another window saved', async () => {
    const page = await open();
    const before = await segment(page, 1).locator('[data-words]').innerText();
    await amend(1, 'Written elsewhere.');
    await segment(page, 1).getByText('Written elsewhere.').waitFor();
    await amend(1, before);
    await segment(page, 1).getByText(before).waitFor();
  });

  it('leaves what another window saved under an open editor, unless something was typed there', async () => {
    const page = await open();
    const untouched = await openEditor(page, 1);
    await amend(1, 'Written elsewhere.');
    await amend(0, 'This, too.');
    await segment(page, 0).getByText('This, too.').waitFor();
    await untouched.press('Enter');
    await segment(page, 1).getByText('Written elsewhere.').waitFor();
    expect(await page.getByText(/^Sav/u).count()).toBe(0);

    const typed = await openEditor(page, 1);
    await typed.fill('Typed here.');
    await amend(1, 'Written again.');
    await amend(0, 'And this.');
    await segment(page, 0).getByText('And this.').waitFor();
    await typed.press('Enter');
    const dialog = page.getByRole('dialog', { name: /changed somewhere else/u });
    await dialog.getByText('Typed here.').waitFor();
    await dialog.getByText('Written again.').waitFor();
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await current()).output.segments[1]?.text).toBe('Typed here.');
  });

  it('saves by itself, once the network is back, what could not be saved, and asks without it', async () => {
    const page = await open();
    await page.context().setOffline(true);
    await edit(page, 1, 'Written without a network.');
    await page.getByText('Not saved').waitFor();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
    await page.context().setOffline(false);
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await current()).output.segments[1]?.text).toBe('Written without a network.');
  });

  it('leaves the choice to the person when both changed the same place', async () => {
    const page = await open();
    await page.route(
      '**/output',
      async (route: Route) => {
        await amend(1, 'Written elsewhere.');
        await route.continue();
      },
      { times: 1 },
    );
    await edit(page, 1, 'Written here.');
    const dialog = page.getByRole('dialog', { name: /changed somewhere else/u });
    await dialog.getByText('Written elsewhere.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await current()).output.segments[1]?.text).toBe('Written here.');
  });
});

describe('exporting', () => {
  async function save(page: Page, format: string) {
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: format }).click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  }

  it('saves the words in every form', async () => {
    const page = await open();
    const { output } = await current();
    const [first = ''] = output.segments.map((part) => part.text);
    const texts = {
      'Plain text': new RegExp(`^${first}\n\n`, 'u'),
      'Text with times': /^\[0:0\d\] /u,
      'SubRip captions': /^1\n00:00:0\d,\d{3} --> 00:00:\d\d,\d{3}\n/u,
      'WebVTT captions': /^WEBVTT - weekly-planning-meeting\.mp3\n\n1\n00:00:0\d\.\d{3} --> /u,
    };
    for (const [format, pattern] of Object.entries(texts)) {
      const { name, bytes } = await save(page, format);
      expect(name).toMatch(/^weekly-planning-meeting\.(txt|srt|vtt)$/u);
      expect(bytes.toString('utf8')).toMatch(pattern);
    }
    const json = await save(page, 'JSON');
    const read = JSON.parse(json.bytes.toString('utf8')) as { segments: unknown };
    expect(read.segments).toEqual(output.segments);

    const word = await save(page, 'Word document');
    expect(word.name).toBe('weekly-planning-meeting.docx');
    const body = strFromU8(unzipSync(word.bytes)['word/document.xml'] ?? new Uint8Array());
    expect(body).toContain(first);
  });
});

it('can be read without its recording, and says why there is no sound', async () => {
  const { revision, output } = await current();
  const body = JSON.stringify({ revision, output: { ...output, mediaKept: false } });
  await callAs(person, `/api/jobs/${job.id}/output`, { method: 'PATCH', body });
  const context = await newContext(browser);
  const page = await openSignedIn(context, person, `/jobs/${job.id}`);
  await page.getByText('The recording was deleted after it was transcribed').waitFor();
  expect(await page.getByRole('group', { name: 'Player' }).count()).toBe(0);
  await segment(page, 0).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});
