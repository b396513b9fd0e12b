import type { Browser, ConsoleMessage, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import { launchBrowser } from './launch';
import { expectNoBarrier, WIDTHS } from './looks';
import { newContext, openSignedIn, sidewaysOverflow } from './page';
import { newPerson, submitAs, submitSilence } from './people';

/** WCAG 1.4.10: a page reflows down to this. */
const NARROWEST = { width: 320, height: 640 };

const TEXT = `The budget is due on Friday. Ann writes the report until Thursday evening.
Bob books the large room for Monday. We agreed to move the launch to the second week of May.`;

interface Place {
  name: string;
  path: string;
  /** What stands there once the page is ready. */
  ready: (page: Page) => Promise<unknown>;
}

let browser: Browser;
let person: Account;
let newcomer: Account;
const jobs = { summary: '', chat: '', content: '', failed: '', scheduled: '' };

beforeAll(async () => {
  browser = await launchBrowser();
  [person, newcomer] = await Promise.all([newPerson(), newPerson('Grace Hopper')]);
  const article = { text: TEXT, contentTypeId: 'article', contentTypeName: 'Article' };
  const [summary, chat, content, failed, scheduled] = await Promise.all([
    submitAs(person, 'summary', { text: TEXT, style: 'key_points' }),
    submitAs(person, 'chat', { text: TEXT, question: 'When is the budget due?' }),
    submitAs(person, 'content_generation', article),
    submitSilence(person, 'silence.wav'),
    submitAs(person, 'content_generation', article, {
      runAt: new Date(Date.now() + 86_400_000),
    }),
  ]);
  Object.assign(jobs, {
    ...{ summary: summary.id, chat: chat.id, content: content.id },
    ...{ failed: failed.id, scheduled: scheduled.id },
  });
});

afterAll(async () => {
  await browser.close();
});

const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { name, level: 1 }).waitFor();

const DOORS: Place[] = [
  { name: 'start', path: '/', ready: (page) => page.getByText('Try it without').waitFor() },
  { name: 'sign-in', path: '/sign-in', ready: heading('Welcome back') },
  {
    name: 'api-docs',
    path: '/api-docs#submitJob',
    ready: (page) => page.locator('#submitJob[open]').getByRole('term').first().waitFor(),
  },
  { name: 'not-found', path: '/nothing-here', ready: heading('There is nothing at this address') },
];

const places = (): Place[] => [
  {
    name: 'library',
    path: '/library',
    ready: async (page) => {
      await page.locator('[data-state="failed"]').waitFor();
      await page.locator('[data-state="completed"]').nth(2).waitFor();
    },
  },
  { name: 'new', path: '/new', ready: heading(/./) },
  {
    name: 'settings',
    path: '/settings',
    ready: async (page) => {
      await page.getByText('Recordings kept').waitFor();
      await page.getByText('Speech to text').waitFor();
    },
  },
  ...Object.entries(jobs).map(([name, id]) => ({
    name: `job-${name}`,
    path: `/jobs/${id}`,
    ready: heading(/./),
  })),
];

describe.each(WIDTHS)('every page on a $width', ({ width, viewport }) => {
  async function check(page: Page, { name, path, ready }: Place): Promise<void> {
    const refused: string[] = [];
    const listen = (message: ConsoleMessage) => {
      if (/Content Security Policy|Refused to/.test(message.text())) refused.push(message.text());
    };
    page.on('console', listen);
    await page.goto(path);
    await ready(page);
    page.off('console', listen);
    expect.soft(refused, `what the content security policy refused on ${path}`).toEqual([]);
    await expectNoBarrier(page, `${name}-${width}`);
    await page.setViewportSize(NARROWEST);
    expect.soft(await sidewaysOverflow(page), `${path} at 320 px`).toBe(0);
    await page.setViewportSize(viewport);
  }

  it('meets WCAG 2.2 AA and its own security policy, and does not scroll sideways, before sign-in', async () => {
    const context = await newContext(browser, { viewport });
    const page = await context.newPage();
    for (const place of DOORS) await check(page, place);
  });

  it('meets them after sign-in', async () => {
    const context = await newContext(browser, { viewport });
    const page = await openSignedIn(context, person);
    for (const place of places()) await check(page, place);
  });

  it('meets them with an empty library and with an open menu, too', async () => {
    const context = await newContext(browser, { viewport });
    const page = await openSignedIn(context, newcomer);
    const first = 'Your first recording goes here';
    await page.getByRole('heading', { name: first }).waitFor();
    await expectNoBarrier(page, `library-empty-${width}`);
    await page.getByRole('button', { name: 'Account of Grace Hopper' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await expectNoBarrier(page, `menu-${width}`);
  });
});

describe('the reference of the API', () => {
  it('opens what a link leads to, and all of it at once', async () => {
    const context = await newContext(browser);
    const page = await context.newPage();
    await page.goto('/api-docs');
    await page.getByRole('link', { name: 'Submit a job', exact: true }).click();
    const operation = page.locator('#submitJob');
    await operation.getByRole('term').filter({ hasText: 'Idempotency-Key' }).waitFor();
    await operation.getByRole('link', { name: 'Job', exact: true }).first().click();
    await page.locator('#schema-Job[open] dl').first().waitFor();

    const open = page.locator('main details[id][open]');
    expect(await open.count()).toBe(2);
    await page.getByRole('button', { name: 'Open all' }).click();
    await page.locator('#getUsage[open]').waitFor();
    await page.getByRole('button', { name: 'Close all' }).click();
    expect(await open.count()).toBe(0);
  });
});
