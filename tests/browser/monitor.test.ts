import { getAuth } from 'firebase-admin/auth';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import { sampleHistory } from '../../scripts/screenshots/sample-history';
import { SAMPLE_QUEUES, SAMPLE_TOTAL } from '../../scripts/screenshots/sample-queues';
import { sampleBreakers, sampleKeys } from '../../scripts/screenshots/sample-providers';
import { launchBrowser } from './launch';
import { expectNoBarrier, WIDTHS } from './looks';
import { type ContextOptions, newContext, openSignedIn } from './page';
import { newPerson } from './people';

const BREAKER = 'sample:monitor-test';
const KEY = 'key:monitor-test';

/** No leader's fence is as high, so none writes a point of its own over it. */
const WEEK = {
  ...sampleHistory('week', Date.now(), SAMPLE_TOTAL, SAMPLE_QUEUES),
  fence: Number.MAX_SAFE_INTEGER,
};

let browser: Browser;
let admin: Account;
let auditor: Account;
let person: Account;

beforeAll(async () => {
  const { authUrl, firestoreHost, firestorePort, projectId } = inject('stack');
  process.env.FIREBASE_AUTH_EMULATOR_HOST = new URL(authUrl).host;
  process.env.FIRESTORE_EMULATOR_HOST = `${firestoreHost}:${String(firestorePort)}`;
  const app = initializeApp({ projectId }, 'monitor-test');
  [browser, admin, auditor, person] = await Promise.all([
    launchBrowser(),
    newPerson('Ann Admin'),
    newPerson('Rita Reader'),
    newPerson('Ulla User'),
  ]);
  await getAuth(app).setCustomUserClaims(admin.uid, { admin: true });
  await getAuth(app).setCustomUserClaims(auditor.uid, { admin: 'read' });
  const now = Date.now();
  const db = getFirestore(app);
  await db
    .collection('circuit_breakers')
    .doc(BREAKER)
    .set({
      ...sampleBreakers(now)['google:gemini-2.5-flash'],
      provider: 'sample',
      model: 'monitor-test',
    });
  await db
    .collection('rate_limits')
    .doc(KEY)
    .set({ ...sampleKeys(now)['key:google-2'], label: 'sample #1' });
  await db.collection('stats').doc('week').set(WEEK);
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

describe('the monitor', () => {
  it('refuses who is no administrator, and offers the way back', async () => {
    const page = await open(person, '/admin');
    await page.getByRole('heading', { name: 'The monitor is for administrators' }).waitFor();
    await page.getByRole('link', { name: 'Go to your library' }).waitFor();
    await page.getByRole('button', { name: 'Account of Ulla User' }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Monitor' }).count()).toBe(0);
  });

  it('is reached from the menu, and says in one sentence how the cluster is', async () => {
    const page = await open(admin, '/library');
    await page.getByRole('button', { name: 'Account of Ann Admin' }).click();
    await page.getByRole('menuitem', { name: 'Monitor' }).click();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    const health = page.getByRole('region', { name: 'Health' });
    await health.getByText(/Healthy|Degraded|Stalled|Down/).waitFor();
    await page.getByText('Oldest waiting job', { exact: true }).waitFor();
    await page
      .getByRole('region', { name: 'Queues' })
      .last()
      .getByText('Language models')
      .waitFor();
  });

  it('shows the worker that is alive, with its heartbeat', async () => {
    const page = await open(admin, '/admin/servers');
    await page.getByRole('article').first().getByText('Heartbeat').waitFor();
    await page.getByText('Leader', { exact: true }).first().waitFor();
  });

  it('draws an hour, a day or a week, with a table behind each picture', async () => {
    const page = await open(admin, '/admin');
    const history = page.getByRole('region', { name: 'History' });
    await history.getByText('Week', { exact: true }).click();
    const oldest = 'Age of the oldest waiting job';
    await history.getByRole('img', { name: new RegExp(`^${oldest}`) }).waitFor();
    await history.getByRole('button', { name: 'Table' }).first().click();
    const rows = history.getByRole('region', { name: `${oldest}, as a table` }).getByRole('row');
    await expect.poll(() => rows.count()).toBeGreaterThan(WEEK.points.length / 2);
  });

  it('pauses a queue and resumes it, and the page follows', async () => {
    const page = await open(admin, '/admin/queues');
    await page.getByRole('button', { name: 'Pause Packages' }).click();
    await confirm(page, 'Pause');
    const row = page.locator('[data-row="packages"]');
    await row.getByText('Paused', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Resume Packages' }).click();
    await row.getByText('Paused', { exact: true }).waitFor({ state: 'detached' });
  });

  it('changes a queue’s concurrency, and says what it comes to', async () => {
    const page = await open(admin, '/admin/queues/insights');
    const field = page.getByLabel('Jobs at once on each server');
    await field.fill('0.5');
    await page.getByText('A whole number from 0 to 1,000, or empty.').waitFor();
    await field.fill('5');
    await page.getByText(/After saving: \d+ × 5 = \d+/).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Every server has followed.').waitFor();
    await field.fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Insights is tuned.').first().waitFor();
  });

  it('trips a breaker and resets it, with its history', async () => {
    const page = await open(admin, '/admin/providers');
    const card = page.locator(`[data-model="${BREAKER}"]`);
    await card.getByRole('button', { name: `Trip the breaker of ${BREAKER}` }).click();
    await confirm(page, 'Trip the breaker');
    await card.locator('[data-breaker="open"]').waitFor();
    await card.getByRole('button', { name: `Reset the breaker of ${BREAKER}` }).click();
    await confirm(page, 'Reset the breaker');
    await card.locator('[data-breaker="closed"]').waitFor();
    await card.getByRole('button', { name: /Show all/ }).waitFor();
  });

  it('unblocks a key that its provider asked to rest', async () => {
    const page = await open(admin, '/admin/providers');
    const card = page.locator(`[data-key="${KEY}"]`);
    await card.getByText('Blocked by its provider').waitFor();
    await card.getByRole('button', { name: 'Unblock sample #1' }).click();
    await confirm(page, 'Unblock');
    await card.getByText('Free', { exact: true }).waitFor();
  });

  it('lets a read-only administrator look, and says why nothing can be changed', async () => {
    const page = await open(auditor, '/admin/queues');
    const pause = page.getByRole('button', { name: 'Pause Documents' });
    await pause.waitFor();
    expect(await pause.getAttribute('aria-disabled')).toBe('true');
    await pause.click({ force: true });
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByText('your account has read-only rights').first().waitFor();
  });
});

const PLACES = [
  { path: '/admin', ready: 'Oldest waiting job' },
  { path: '/admin/servers', ready: 'Heartbeat' },
  { path: '/admin/queues', ready: 'Language models' },
  { path: '/admin/queues/ai_processing', ready: 'Jobs at once on each server' },
  { path: '/admin/providers', ready: 'sample #1' },
];

describe.each(WIDTHS)('every page of the monitor on a $width', ({ width, viewport }) => {
  it('meets WCAG 2.2 AA and does not scroll sideways', async () => {
    const page = await open(admin, '/admin', { viewport });
    for (const { path, ready } of PLACES) {
      await page.goto(path);
      await page.getByText(ready).first().waitFor();
      const name = `monitor${path.slice('/admin'.length).replaceAll('/', '-')}`;
      await expectNoBarrier(page, `${name}-${width}`);
    }
  });
});
