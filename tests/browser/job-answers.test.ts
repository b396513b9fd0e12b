import { readFile } from 'node:fs/promises';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clockTime } from '@/lib/export/timestamp';

import type { Account } from '../../scripts/demo/sign-in';
import { openTranscript, playerTime, sharedTranscription, type Transcribed } from './job-sample';
import { launchBrowser } from './launch';
import { expectNoBarrier, WIDTHS } from './looks';
import { accessibilityProblems, type ContextOptions, newContext } from './page';

let browser: Browser;
let person: Account;
let job: Transcribed;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ person, job } = await sharedTranscription());
});

afterAll(async () => {
  await browser.close();
});

async function open(tab: string, options: ContextOptions = {}): Promise<Page> {
  const context = await newContext(browser, options);
  return openTranscript(context, person, `/jobs/${job.id}?tab=${tab}`);
}

const composer = (page: Page) => page.getByLabel('Your question about this recording');
const answers = (page: Page) => page.getByRole('list', { name: 'Chat' }).getByRole('listitem');
const citations = (page: Page) => page.getByLabel(/^Source \d+ at /u);

async function ask(page: Page, question: string): Promise<void> {
  await composer(page).fill(question);
  await composer(page).press('Enter');
}

describe('summaries', () => {
  it('are made when asked for, say who made them, and are kept', async () => {
    const page = await open('summary');
    await page.getByText('Key points', { exact: true }).click();
    await page.getByRole('button', { name: 'Make it' }).click();
    const panel = page.getByRole('tabpanel', { name: 'Summary' });
    await panel.getByRole('listitem').first().waitFor();
    await panel.getByRole('button', { name: /^Made by Local/u }).click();
    await page.getByText('Ran on this app’s own machine.').waitFor();
    await page.keyboard.press('Escape');

    await panel.getByRole('button', { name: 'Make it again' }).click();
    await panel.getByText('2 / 2').waitFor();
    await page.reload();
    await panel.getByText('2 / 2').waitFor();
    await panel.getByRole('listitem').first().waitFor();
  });
});

describe('the chat', () => {
  it('answers from the transcript; a citation seeks and shows its place', async () => {
    const page = await open('chat');
    await ask(page, 'Who will write the final report?');
    const citation = citations(page).first();
    await citation.waitFor();
    expect(await answers(page).first().innerText()).toMatch(/david/iu);
    await citation.hover();
    const label = (await citation.getAttribute('aria-label')) ?? '';
    const [, at, quote = ''] = /^Source 1 at ([\d:]+): (.+)$/u.exec(label) ?? [];
    await page.getByText(`“${quote}”`).waitFor();

    await citation.click();
    const cited = page.locator('[data-segment][data-cited]');
    await cited.waitFor();
    expect(await cited.innerText()).toContain(quote);
    expect(clockTime(await playerTime(page))).toBe(at);

    await page.reload();
    await citations(page).first().waitFor();
    await page.getByText('Who will write the final report?').first().waitFor();
  });

  it('says when the recording holds no answer', async () => {
    const page = await open('chat');
    await ask(page, 'Which volcano erupted in Iceland?');
    await page.getByText('Not found in this recording').waitFor();
  });

  it('opened on its own, an answer leads to its place in the transcript', async () => {
    const page = await open('chat');
    const question = 'What is the budget for this project?';
    await ask(page, question);
    await answers(page)
      .filter({ hasText: question })
      .getByLabel(/^Source 1 at /u)
      .waitFor();
    await page.goto('/library');
    await page.getByRole('link', { name: question }).click();
    const citation = citations(page).first();
    await citation.waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await citation.click();
    await page.waitForURL(new RegExp(`/jobs/${job.id}#segment-\\d+$`, 'u'));
    await page.locator('[data-segment][data-cited]').waitFor();
  });
});

describe('content', () => {
  it('is written in the form that was chosen, kept, and saved as a file', async () => {
    const page = await open('content');
    await page.getByLabel('At most, words').fill('120');
    await page.getByRole('button', { name: 'Write it' }).click();
    const panel = page.getByRole('tabpanel', { name: 'Content' });
    await panel.getByText(/\d+ words$/u).waitFor();
    await panel.getByRole('button', { name: 'Download' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Markdown' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('Minutes.md');
    expect((await readFile(await file.path(), 'utf8')).length).toBeGreaterThan(40);

    await page.reload();
    await panel.getByRole('button', { name: /^Minutes/u }).waitFor();
  });
});

describe('private mode', () => {
  it('goes along with what is asked for, once it is switched on in the settings', async () => {
    const page = await open('chat');
    await page.goto('/settings');
    await page.getByRole('switch', { name: 'Private mode' }).click();
    await page.goto(`/jobs/${job.id}?tab=chat`);
    const submitted = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/api/jobs'),
    );
    await ask(page, 'When will the new website be launched?');
    expect((await submitted).postDataJSON()).toMatchObject({ input: { private: true } });
    await citations(page).first().waitFor();
  });
});

const ready = {
  summary: (page: Page) => page.getByRole('radiogroup', { name: 'Kind of summary' }),
  chat: composer,
  content: (page: Page) => page.getByRole('button', { name: 'Write it' }),
};

describe.each(WIDTHS)('on a $width', ({ width, viewport }) => {
  it.each(['summary', 'chat', 'content'] as const)('the %s has no barrier', async (tab) => {
    const page = await open(tab, { viewport });
    await ready[tab](page).waitFor();
    await expectNoBarrier(page, `job-${tab}-${width}`);
  });
});
