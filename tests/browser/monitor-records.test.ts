import { randomUUID } from 'node:crypto';

import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import type { LockRecord } from '@/lib/cluster/lock';

import { type Account, signIn } from '../../scripts/demo/sign-in';
import { launchBrowser } from './launch';
import { newContext, openSignedIn } from './page';
import { newPerson } from './people';

const LOCK = 'monitor-records-test';
const HELD: LockRecord = {
  holder: 'worker-gone',
  fence: 7,
  counter: 3,
  ttlMs: 15_000,
  released: false,
};

let browser: Browser;
let admin: Account;

beforeAll(async () => {
  const { authUrl, firestoreHost, firestorePort, projectId } = inject('stack');
  process.env.FIREBASE_AUTH_EMULATOR_HOST = new URL(authUrl).host;
  process.env.FIRESTORE_EMULATOR_HOST = `${firestoreHost}:${String(firestorePort)}`;
  const app = initializeApp({ projectId }, 'monitor-records-test');
  [browser, admin] = await Promise.all([launchBrowser(), newPerson('Ann Admin')]);
  await getAuth(app).setCustomUserClaims(admin.uid, { admin: true });
  await getFirestore(app).collection('locks').doc(LOCK).set(HELD);
});

afterAll(async () => {
  await browser.close();
});

async function open(path: string): Promise<Page> {
  const context = await newContext(browser);
  return openSignedIn(context, admin, path);
}

async function confirm(page: Page, label: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click();
}

/** What the log holds of that action by this administrator, the newest first. */
async function audited(page: Page, action: string, target: string): Promise<string> {
  await page.goto(`/admin/audit?actorId=${admin.uid}&action=${action}`);
  const entry = page.getByRole('listitem').filter({ hasText: target }).first();
  await entry.getByText(`by ${admin.email}`).waitFor();
  return entry.innerText();
}

async function newWebhook(url: string): Promise<void> {
  const { url: app, authUrl } = inject('stack');
  const response = await fetch(`${app}/api/webhooks`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await signIn(authUrl, await newPerson())}`,
    },
    body: JSON.stringify({ url }),
  });
  expect(response.status).toBe(201);
}

describe('an administrator', () => {
  it('runs a schedule beside its ticks, pauses it and resumes it', async () => {
    const page = await open('/admin/schedules');
    const row = page.locator('[data-row="clean-up"]');
    await row.getByRole('button', { name: 'Run clean-up now' }).click();
    await page.getByText('A job of clean-up was submitted.').waitFor();
    await row.getByRole('button', { name: 'Pause clean-up' }).click();
    await confirm(page, 'Pause');
    await row.getByText('none while paused').waitFor();
    await row.getByRole('button', { name: 'Resume clean-up' }).click();
    await row.getByText('none while paused').waitFor({ state: 'detached' });

    await page.goto('/admin/jobs?kind=maintenance');
    await page.locator('[data-row]').filter({ hasText: 'Clean-up' }).first().waitFor();
    await audited(page, 'schedule.run', 'schedule:clean-up');
    expect(await audited(page, 'schedule.pause', 'schedule:clean-up')).toContain('paused');
  });

  it('takes a lock from a holder that is gone', async () => {
    const page = await open('/admin/locks');
    const row = page.locator(`[data-row="${LOCK}"]`);
    await row.getByText('worker-gone').waitFor();
    await row.getByRole('button', { name: `Release ${LOCK}` }).click();
    await confirm(page, 'Release it');
    await row.getByText('Free', { exact: true }).waitFor();
    await audited(page, 'lock.release', `lock:${LOCK}`);
  });

  it('changes a rule of the alerts, for whoever opens the page next', async () => {
    const page = await open('/admin/alerts');
    const rate = page.getByLabel('Error rate');
    await rate.fill('101');
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await rate.fill('35');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The rules are changed.').waitFor();
    await page.reload();
    await expect.poll(() => rate.inputValue()).toBe('35 %');

    const entry = await audited(page, 'settings.change', 'settings');
    expect(entry).toContain('0.35');
  });

  it('switches a person’s webhook off, which says so, and on again', async () => {
    const url = `https://example.com/${randomUUID()}`;
    await newWebhook(url);
    const page = await open('/admin/webhooks');
    const row = page.locator('[data-row]').filter({ hasText: url });
    await row.getByRole('button', { name: `Switch off ${url}` }).click();
    await confirm(page, 'Switch off');
    await row.getByText('Off', { exact: true }).waitFor();
    await row.getByRole('button', { name: `Switch on ${url}` }).click();
    await row.getByText('On', { exact: true }).waitFor();
    await audited(page, 'webhook.disable', 'webhook:');
  });
});
