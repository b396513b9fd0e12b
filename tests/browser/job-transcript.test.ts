import { readFile } from 'node:fs/promises';

import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import type { Account } from '../../scripts/demo/accounts';
import { wordErrorRate } from '../../scripts/demo/word-error-rate';
import {
  callAs,
  openTranscript,
  playerTime,
  SAMPLE,
  type Transcribed,
  transcribeSample,
  WITH_SAMPLE_MS,
} from './job-sample';
import { launchBrowser } from './launch';
import {
  accessibilityProblems,
  type ContextOptions,
  newContext,
  openSignedIn,
  PHONE,
  screenshot,
  sidewaysOverflow,
} from './page';
import { newPerson } from './people';

let browser: Browser;
let person: Account;
let job: Transcribed;

beforeAll(async () => {
  browser = await launchBrowser();
  person = await newPerson('Robin Reader');
  job = await transcribeSample(person);
}, WITH_SAMPLE_MS);

afterAll(async () => {
  await browser.close();
});

async function open(options: ContextOptions = {}): Promise<Page> {
  const context = await newContext(browser, options);
  onTestFinished(() => context.close());
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
  expect(response.status).toBe(200);
}

async function edit(page: Page, index: number, text: string): Promise<void> {
  await segment(page, index).getByRole('button', { name: /^Edit/u }).click();
  const field = segment(page, index).getByRole('textbox');
  await field.fill(text);
  await field.press('Enter');
}

describe('reading and listening', () => {
  it('shows what was said, and which engine heard it', async () => {
    const page = await open();
    const words = await page.locator('[data-words]').allInnerTexts();
    const truth = await readFile(`samples/${SAMPLE}.txt`, 'utf8');
    expect(wordErrorRate(truth, words.join(' '))).toBeLessThan(0.2);
    await page.getByRole('button', { name: /^Made by/u }).click();
    await page.getByText('Ran on this app’s own machine.').waitFor();
  });

  it('plays from the word that is clicked, and marks it', async () => {
    const page = await open();
    const index = job.output.segments.findIndex(({ words }) => words.length > 4);
    const word = job.output.segments[index]?.words[3];
    await segment(page, index).locator('[data-word="3"]').first().click();
    await page.waitForFunction(() => document.querySelector('audio')?.paused === false);
    const start = word?.start ?? Number.NaN;
    expect(await playerTime(page)).toBeGreaterThanOrEqual(start - 0.01);
    expect(await playerTime(page)).toBeLessThan(start + 5);
    await page.locator('[data-word][data-now]').first().waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
  });

  it('is driven by the keyboard, but not while somebody types', async () => {
    const page = await open();
    await page.locator('main').focus();
    await page.keyboard.press('Shift+ArrowRight');
    expect(await playerTime(page)).toBeCloseTo(15, 1);
    await page.keyboard.press('ArrowLeft');
    expect(await playerTime(page)).toBeCloseTo(10, 1);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();

    const before = await playerTime(page);
    await page.getByLabel('Search in the transcript').fill('the budget');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Space');
    expect(await playerTime(page)).toBe(before);
  });

  it('steps through what is searched for', async () => {
    const page = await open();
    const text = job.output.segments.map((part) => part.text).join('\n');
    const count = text.match(/the/giu)?.length ?? 0;
    const field = page.getByLabel('Search in the transcript');
    await field.fill('THE');
    await page.getByText(`${count} found`).waitFor();
    await field.press('Enter');
    await page.getByText(`1 of ${count}`).waitFor();
    await field.press('Shift+Enter');
    await page.getByText(`${count} of ${count}`).waitFor();
    expect(await page.locator('mark[data-current]').innerText()).toMatch(/^the$/iu);
    await field.press('Escape');
    expect(await page.locator('mark').count()).toBe(0);
  });
});

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
    const before = await segment(page, 2).locator('[data-words]').innerText();
    await amend(2, 'Written elsewhere.');
    await segment(page, 2).getByText('Written elsewhere.').waitFor();
    await amend(2, before);
    await segment(page, 2).getByText(before).waitFor();
  });

  it('leaves the choice to the person when both changed the same place', async () => {
    const page = await open();
    await page.route(
      '**/output',
      async (route: Route) => {
        await amend(3, 'Written elsewhere.');
        await route.continue();
      },
      { times: 1 },
    );
    await edit(page, 3, 'Written here.');
    const dialog = page.getByRole('dialog', { name: /changed somewhere else/u });
    await dialog.getByText('Written elsewhere.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await current()).output.segments[3]?.text).toBe('Written here.');
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

describe.each([
  ['on a desktop, light', {}],
  ['on a desktop, dark', { colorScheme: 'dark' }],
  ['on a phone, light', { viewport: PHONE }],
  ['on a phone, dark', { viewport: PHONE, colorScheme: 'dark' }],
] satisfies [string, ContextOptions][])('%s', (name, options) => {
  it('has no barrier and does not scroll sideways', async () => {
    const page = await open(options);
    await screenshot(page, `job transcript ${name}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
  });
});

it('can be read without its recording, and says why there is no sound', async () => {
  const { revision, output } = await current();
  const body = JSON.stringify({ revision, output: { ...output, mediaKept: false } });
  await callAs(person, `/api/jobs/${job.id}/output`, { method: 'PATCH', body });
  const context = await newContext(browser);
  onTestFinished(() => context.close());
  const page = await openSignedIn(context, person, `/jobs/${job.id}`);
  await page.getByText('The recording was deleted after it was transcribed').waitFor();
  expect(await page.getByRole('group', { name: 'Player' }).count()).toBe(0);
  await segment(page, 0).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});
