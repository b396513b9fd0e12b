import { readFile } from 'node:fs/promises';

import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import { launchBrowser } from './launch';
import { expectNoBarrier, WIDTHS } from './looks';
import { type ContextOptions, newContext, openSignedIn } from './page';
import { newPerson, submitAs, submitSilence } from './people';

const TEXT = 'The budget is due on Friday. Ann writes the report. Bob books the room for Monday.';
const TABS = [
  'jobs',
  'dead-letters',
  'schedules',
  'webhooks',
  'users',
  'locks',
  'audit',
  'alerts',
] as const;

let browser: Browser;
let admin: Account;
let auditor: Account;

beforeAll(async () => {
  const { authUrl, projectId } = inject('stack');
  process.env.FIREBASE_AUTH_EMULATOR_HOST = new URL(authUrl).host;
  const auth = getAuth(initializeApp({ projectId }, 'monitor-jobs-test'));
  [browser, admin, auditor] = await Promise.all([
    launchBrowser(),
    newPerson('Ann Admin'),
    newPerson('Rita Reader'),
  ]);
  await auth.setCustomUserClaims(admin.uid, { admin: true });
  await auth.setCustomUserClaims(auditor.uid, { admin: 'read' });
});

afterAll(async () => {
  await browser.close();
});

async function open(who: Account, path: string, options: ContextOptions = {}): Promise<Page> {
  const context = await newContext(browser, options);
  return openSignedIn(context, who, path);
}

async function confirm(page: Page, label: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click();
}

/** Asks again until what is looked for is listed: the list is not live. */
async function refreshUntil(page: Page, text: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: 'Refresh' }).click();
        return page.getByText(text).count();
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBeGreaterThan(0);
}

/** A job that its person has already stopped, so that it can be run again. */
async function cancelledChat(question: string): Promise<string> {
  const person = await newPerson();
  const runAt = new Date(Date.now() + 3_600_000);
  const { id } = await submitAs(person, 'chat', { text: TEXT, question }, { runAt });
  const page = await open(admin, `/admin/jobs/${id}`);
  await page.getByText('Why it waits').waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await confirm(page, 'Cancel it');
  await page.getByText('Cancelled', { exact: true }).waitFor();
  return id;
}

describe('the monitor’s jobs', () => {
  it('are found by user and error, in an address that a reload and the back button keep', async () => {
    const person = await newPerson();
    const { id } = await submitSilence(person, 'silence.wav');
    const page = await open(admin, `/admin/jobs?userId=${person.uid}`);
    await refreshUntil(page, 'silent_audio');

    await page.getByLabel('Error code', { exact: true }).fill('silent_audio');
    await page.waitForURL(/errorCode=silent_audio/);
    await page.locator(`[data-row="${id}"]`).waitFor();
    await page.getByLabel('Error code', { exact: true }).fill('no_such_error');
    await page.getByText('No job fits').waitFor();
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('errorCode'));
    await page.locator(`[data-row="${id}"]`).waitFor();
    await page.reload();
    await page.locator(`[data-row="${id}"]`).waitFor();
  });

  it('hide what a person wrote until somebody asks, and the audit log keeps that', async () => {
    const id = await cancelledChat('What is the secret?');
    const page = await open(admin, `/admin/jobs/${id}`);
    await page.getByText('Hidden. Whoever reveals it').waitFor();
    expect(await page.getByText('What is the secret?').count()).toBe(0);
    await page.getByRole('button', { name: 'Reveal' }).click();
    await confirm(page, 'Reveal');
    await page.getByText('What is the secret?').first().waitFor();

    await page.goto(`/admin/audit?actorId=${admin.uid}&action=job.reveal`);
    await page.getByRole('link', { name: `job:${id}` }).waitFor();
  });

  it('run again with another input, and say at the field what is wrong with it', async () => {
    const id = await cancelledChat('Who writes the report?');
    const page = await open(admin, `/admin/jobs/${id}`);
    await page.getByRole('button', { name: 'Edit and run again' }).click();
    await page.getByRole('button', { name: 'Reveal and edit' }).click();
    const field = page.getByLabel('Input, as JSON');
    await field.fill('{"question": ""');
    await page.getByRole('button', { name: 'Run again with this input' }).click();
    await page.getByText('This is not JSON').waitFor();
    await field.fill(JSON.stringify({ text: TEXT, question: 'Who books the room?' }));
    await page.getByRole('button', { name: 'Run again with this input' }).click();
    await page.getByText('Done', { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByText('Attempt 1: completed').waitFor();
  });

  it('are downloaded as a spreadsheet and for a program, as they were found', async () => {
    const person = await newPerson();
    const { id } = await submitAs(person, 'chat', { text: TEXT, question: 'When?' });
    const page = await open(admin, `/admin/jobs?userId=${person.uid}`);
    await page.locator(`[data-row="${id}"]`).waitFor();
    for (const [choice, ending] of [
      ['CSV, for a spreadsheet', 'csv'],
      ['JSON, for a program', 'json'],
    ] as const) {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: choice }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`^firelane-jobs-.*\\.${ending}$`));
      expect(await readFile(await download.path(), 'utf8')).toContain(id);
    }
  });
});

describe('dead letters', () => {
  it('are run again all at once, with the number before and the progress to the end', async () => {
    const person = await newPerson();
    await submitSilence(person, 'one.wav');
    await submitSilence(person, 'two.wav');
    const context = await newContext(browser);
    // A clock that is wrong neither hides a job nor takes one that was not counted.
    await context.clock.setSystemTime(Date.now() - 10 * 60_000);
    const page = await openSignedIn(context, admin, `/admin/dead-letters?userId=${person.uid}`);
    await refreshUntil(page, '2 jobs.');
    await page.getByRole('button', { name: /silent_audio\s*2/ }).click();
    await page.waitForURL(/errorCode=silent_audio/);

    await page.getByRole('button', { name: 'Act on all found' }).click();
    await page.getByRole('menuitem', { name: 'Run again' }).click();
    await page.getByText('This takes 2 jobs.').waitFor();
    await page.getByRole('button', { name: 'Run again 2 jobs' }).click();
    const bulk = page.getByRole('region', { name: 'Bulk action' });
    await bulk.getByText('2 of 2 jobs run again.').waitFor({ timeout: 60_000 });
  });
});

describe('a read-only administrator', () => {
  it('reads all, is told why nothing can be changed, and is refused by the server', async () => {
    const person = await newPerson();
    const { id } = await submitSilence(person, 'silence.wav');
    const page = await open(auditor, `/admin/jobs/${id}`);
    await page.getByText('It failed').waitFor({ timeout: 60_000 });
    const again = page.getByRole('button', { name: `Run again: ${id}` });
    expect(await again.getAttribute('aria-disabled')).toBe('true');

    const { url } = inject('stack');
    const [request] = await Promise.all([
      page.waitForRequest((sent) => sent.url().endsWith(`/api/admin/jobs/${id}`)),
      page.reload(),
    ]);
    const { authorization } = await request.allHeaders();
    const answer = await fetch(`${url}/api/admin/jobs/${id}/replay`, {
      method: 'POST',
      headers: { authorization: authorization ?? '' },
    });
    expect(answer.status).toBe(403);
  });
});

describe('the monitor’s keys', () => {
  it('go to pages, focus the search, move in rows, and are silent once switched off', async () => {
    await submitAs(await newPerson(), 'chat', { text: TEXT, question: 'When?' });
    const page = await open(admin, '/admin/jobs');
    await page.locator('[data-row]').first().waitFor();
    await page.keyboard.press('j');
    expect(await page.locator('[data-row]:focus').count()).toBe(1);
    await page.keyboard.press('/');
    const search = page.getByLabel('Search by title, id or error', { exact: true });
    await page.keyboard.type('gl');
    expect(await search.inputValue()).toBe('gl');
    await page.getByRole('heading', { level: 1 }).click();
    await page.waitForURL(/text=gl/);
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.waitForURL('**/admin/locks');

    await page.keyboard.press('?');
    await page.getByRole('switch', { name: 'Single keys do something' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Keyboard shortcuts: off' }).waitFor();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

describe('the monitor’s second half', () => {
  it.each(WIDTHS)('is clean for axe and fits on a $width', async ({ width, viewport }) => {
    const page = await open(admin, '/admin/jobs', { viewport });
    const { id } = await submitAs(auditor, 'summary', { text: TEXT });
    const places = [
      ...TABS.map((tab) => ({ name: tab, path: tab })),
      { name: 'job', path: `jobs/${id}` },
      { name: 'user', path: `users/${auditor.uid}` },
    ];
    for (const { name, path } of places) {
      await page.goto(`/admin/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const loading = page.getByRole('status').filter({ hasText: /^Loading|^Looking/ });
      await expect.poll(() => loading.count(), { timeout: 30_000 }).toBe(0);
      await expectNoBarrier(page, `monitor-${name}-${width}`);
    }
  });
});
