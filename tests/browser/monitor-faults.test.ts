import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import type { ApiClient } from '../../scripts/demo/api-client';
import { GENEROUS } from '../generous-settings';
import { type ProviderServer, startProviderServer } from '../providers/server';
import { launchBrowser } from './launch';
import { accessibilityProblems, newContext, openSignedIn, screenshot } from './page';
import { newPerson } from './people';
import { type OwnCluster, startOwnCluster } from './own-cluster';

const MODEL = 'openai-compatible:unsteady';
/** So many of its calls in a row that fail open its breaker. */
const OUTAGES = 3;
/** Longer than the first waits after a failure, so that whoever waits, waits for the breaker. */
const PROBE_MS = 10_000;

let browser: Browser;
let provider: ProviderServer;
let cluster: OwnCluster;
let admin: Account;
let owner: Account;
let api: ApiClient;

beforeAll(async () => {
  provider = await startProviderServer();
  const { authUrl, projectId } = inject('stack');
  [browser, admin, cluster] = await Promise.all([
    launchBrowser(),
    newPerson('Ann Admin'),
    startOwnCluster({
      FIRELANE_LANGUAGE_MODELS: MODEL,
      OPENAI_COMPATIBLE_BASE_URL: provider.baseUrls['openai-compatible'],
      FIRELANE_HEARTBEAT_MS: '1000',
      FIRELANE_DUE_MS: '500',
      FIRELANE_SETTINGS: JSON.stringify({
        ...GENEROUS,
        alerts: { oldestWaitingMs: 3_000 },
        breaker: {
          failureThreshold: OUTAGES,
          recoveryTimeMs: PROBE_MS,
          maxRecoveryTimeMs: PROBE_MS,
        },
      }),
    }),
  ]);
  process.env.FIREBASE_AUTH_EMULATOR_HOST = new URL(authUrl).host;
  const auth = getAuth(initializeApp({ projectId }, 'monitor-faults-test'));
  await auth.setCustomUserClaims(admin.uid, { admin: true });
  owner = await newPerson();
  api = await cluster.apiOf(owner);
});

afterAll(async () => {
  await browser.close();
  await cluster.stop();
  await provider.close();
});

async function open(path: string, person = admin): Promise<Page> {
  const context = await newContext(browser, { baseURL: cluster.url });
  return openSignedIn(context, person, path);
}

/** Jobs with a call each: no text twice, so that none is answered from the cache. */
async function submitSummaries(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number++) {
    const text = `Ann writes the report of day ${number}, and it is due at ${Date.now()}.`;
    const { id } = await api.submit('summary', { text, style: 'brief' });
    ids.push(id);
  }
  return ids;
}

async function allEnd(ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => api.follow(id, () => undefined)));
}

async function stateOf(id: string): Promise<string> {
  return (await api.job(id)).status;
}

/** The overview's one sentence: in that colour, with that word and these words. */
async function healthIs(
  page: Page,
  colour: 'teal' | 'yellow' | 'red',
  label: string,
  sentence: string | RegExp,
): Promise<void> {
  const health = page.locator(`section[aria-label="Health"][data-color="${colour}"]`);
  await health.getByText(label, { exact: true }).waitFor();
  await health.getByText(sentence).waitFor();
}

const oldestWaiting = (page: Page): Locator =>
  page.locator('dl > div', { has: page.getByText('Oldest waiting job', { exact: true }) });

async function oldestSeconds(page: Page): Promise<number> {
  const text = await oldestWaiting(page).locator('dd').innerText();
  const [, minutes = 0] = /(\d+) min/.exec(text) ?? [];
  const [, seconds = 0] = /([\d.]+) s/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

async function saveConcurrency(page: Page, slots: string): Promise<void> {
  await page.goto('/admin/queues/ai_processing');
  await page.getByLabel('Jobs at once on each server').fill(slots);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Language models is tuned.').first().waitFor();
}

describe('an administrator who opens the monitor', () => {
  it('sees a queue that stands still, for how long, and that it goes on', async () => {
    const page = await open('/admin');
    await healthIs(page, 'teal', 'Healthy', 'All is well: nothing waits.');
    await saveConcurrency(page, '0');
    await page.getByText('Every server has followed.').waitFor();
    const ids = await submitSummaries(2);

    await page.goto('/admin');
    await healthIs(page, 'red', 'Stalled', 'No worker serves “Language models”: 2 jobs wait.');
    await expect.poll(() => oldestSeconds(page)).toBeGreaterThan(0);
    const before = await oldestSeconds(page);
    await expect.poll(() => oldestSeconds(page), { timeout: 30_000 }).toBeGreaterThan(before);
    await oldestWaiting(page).getByText('Over the 3 s that the alert allows').waitFor();

    await saveConcurrency(page, '');
    await allEnd(ids);
    await page.goto('/admin');
    await healthIs(page, 'teal', 'Healthy', 'All is well: nothing waits.');
    await oldestWaiting(page).getByText('None waits').waitFor();
  });

  it('sees that nobody takes jobs once the last server is drained, and resumes it', async () => {
    const page = await open('/admin/servers');
    await page.getByRole('button', { name: /^Drain/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Drain/ })
      .click();
    await page.getByText('Draining', { exact: true }).waitFor();
    const ids = await submitSummaries(1);

    await page.goto('/admin');
    await healthIs(page, 'red', 'Down', 'No worker takes jobs: 1 job waits.');
    await page.goto('/admin/servers');
    await page.getByRole('button', { name: /^Resume/ }).click();
    await allEnd(ids);
    await page.goto('/admin');
    await healthIs(page, 'teal', 'Healthy', 'All is well: nothing waits.');
  });

  it('pauses a queue, sees that none of its jobs starts, and resumes it', async () => {
    const page = await open('/admin/queues');
    const confirm = (name: string): Promise<void> =>
      page.getByRole('dialog').getByRole('button', { name }).click();
    await page.getByRole('button', { name: 'Pause Language models' }).click();
    await confirm('Pause');
    const row = page.locator('[data-row="ai_processing"]');
    await row.getByText('Paused', { exact: true }).waitFor();
    const ids = await submitSummaries(2);

    await page.goto('/admin');
    await healthIs(page, 'yellow', 'Degraded', '“Language models” is paused: 2 jobs wait.');
    expect(await Promise.all(ids.map(stateOf))).toEqual(['pending', 'pending']);
    const own = await open(`/jobs/${ids[1] ?? ''}`, owner);
    const waits = own.getByRole('heading', { name: 'Waiting: its queue is paused' });
    await waits.waitFor();
    await own.getByText(/^Number 2 in the queue, but an administrator has paused it\./u).waitFor();
    await screenshot(own, 'job-in-paused-queue');

    await page.goto('/admin/queues');
    await page.getByRole('button', { name: 'Resume Language models' }).click();
    await waits.waitFor({ state: 'detached' });
    await allEnd(ids);
    await page.goto('/admin');
    await healthIs(page, 'teal', 'Healthy', 'All is well: nothing waits.');
  });

  it('watches a breaker open over real failures, and close when the provider is there again', async () => {
    provider.script({ reply: { do: 'refuse', status: 503, message: 'overloaded' } });
    const page = await open('/admin/providers');
    const ids = await submitSummaries(2 * OUTAGES);
    const card = page.locator(`[data-model="${MODEL}"]`);
    const state = (name: string): Promise<void> =>
      card.locator(`[data-breaker="${name}"]`).waitFor({ timeout: 60_000 });
    await state('open');
    await card
      .getByText(/^since .+ · 3 outages in 60 s: provider_overloaded · probe (in [\d.]+ s|due now)/)
      .waitFor();

    const overview = await open('/admin');
    await healthIs(
      overview,
      'yellow',
      'Degraded',
      /^Calls of .+ are held back until it answers again: \d+ jobs? waits?\.$/,
    );
    await overview.context().close();

    const waiting = await open(`/admin/jobs/${ids[0] ?? ''}`);
    await waiting.getByText('Why it waits').waitFor();
    await waiting
      .getByText(/does not answer well.* It goes on (in [\d.]+ s|at any moment)\./)
      .waitFor();
    await waiting.getByText(/^Attempt 1: /).waitFor();
    await waiting.getByText(/; 0 of \d+ failures count$/).waitFor();

    // Any of them may have been the probe, and waits for its next attempt then, but not as long as we do here.
    const own = await open(`/jobs/${ids.at(-1) ?? ''}`, owner);
    await own.getByRole('heading', { name: 'Waiting for the service' }).waitFor();
    await own
      .getByText(/does not answer well.* It goes on by itself (in|any moment)/)
      .first()
      .waitFor();
    expect(await accessibilityProblems(own)).toEqual([]);
    await screenshot(own, 'job-held-by-breaker');

    let answer = (): void => undefined;
    const until = new Promise<void>((resolve) => (answer = resolve));
    provider.reset();
    // All of them: a probe that had begun before may still fail, and the next one is held.
    provider.script({
      reply: { do: 'hold', until, then: { do: 'answer', text: 'Ann writes the report.' } },
    });
    // Those that have failed as probes wait longer each time: a new one is the next.
    ids.push(...(await submitSummaries(1)));
    await card.getByText(/· worker-\S+ probes/).waitFor({ timeout: 90_000 });
    await state('half_open');
    answer();
    await expect
      .poll(
        // Calls that succeed, one step of its recovery after the other.
        async () => {
          await allEnd(await submitSummaries(3));
          return card.locator('[data-breaker="closed"]').count();
        },
        { timeout: 60_000 },
      )
      .toBe(1);
    await card.getByText('calls succeed again').waitFor();
    await allEnd(ids);
    await waiting.getByText('Done', { exact: true }).waitFor();
    await own.getByText('Ann writes the report.').first().waitFor();
  });

  it('sees that the last worker was killed, though nobody is left to say so', async () => {
    const page = await open('/admin');
    await page.getByText('Oldest waiting job', { exact: true }).waitFor();
    await cluster.killWorker();
    await page.clock.setSystemTime(Date.now() + 60_000);
    await healthIs(page, 'red', 'Down', /^No statistics for .+: no worker is alive\.$/);
    await page.goto('/admin/servers');
    await page.getByText('No heartbeat', { exact: true }).waitFor();
  });
});
