import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';
import { GENEROUS } from '../generous-settings';
import { type ProviderServer, startProviderServer } from '../providers/server';
import { SHORT_PART } from './job-sample';
import { launchBrowser } from './launch';
import { type OwnCluster, startOwnCluster } from './own-cluster';
import { newContext, openSignedIn, screenshot } from './page';
import { newPerson } from './people';
import { sendSample } from './send-sample';

const GROWING = 'They planned the week together, and then nobody said anything more about it.';
const WHOLE = 'They planned the week.';

let browser: Browser;
let provider: ProviderServer;
let cluster: OwnCluster;
let person: Account;
let path: string;

beforeAll(async () => {
  provider = await startProviderServer();
  [browser, person, cluster] = await Promise.all([
    launchBrowser(),
    newPerson(),
    startOwnCluster({
      FIRELANE_LANGUAGE_MODELS: 'openai-compatible:writer',
      FIRELANE_SPEECH_MODELS: 'openai-compatible:listener',
      OPENAI_COMPATIBLE_BASE_URL: provider.baseUrls['openai-compatible'],
      FIRELANE_SETTINGS: JSON.stringify(GENEROUS),
    }),
  ]);
  const api = await cluster.apiOf(person);
  const { id } = await sendSample(api, SHORT_PART);
  await api.follow(id, () => undefined);
  path = `/jobs/${id}?tab=chat`;
});

afterAll(async () => {
  await browser.close();
  await cluster.stop();
  await provider.close();
});

async function openChat(): Promise<Page> {
  const context = await newContext(browser, { baseURL: cluster.url });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return openSignedIn(context, person, path);
}

it('shows an answer as it is written, stops it, makes it again, and copies it', async () => {
  provider.script({ reply: { do: 'cut', text: GROWING, after: 8, how: 'stall' } });
  const page = await openChat();
  const turn = page.getByRole('list', { name: 'Chat' }).getByRole('listitem').first();
  await page.getByLabel('Your question about this recording').fill('What did they do?');
  await page.keyboard.press('Enter');
  await turn.getByText(/They planned/u).waitFor();
  expect(await turn.innerText()).not.toContain('anything more');
  await screenshot(page, 'chat-growing');
  await page.getByRole('button', { name: 'Stop the answer' }).click();
  await turn.getByText('Stopped.').waitFor();

  provider.reset();
  provider.script({ reply: { do: 'answer', text: WHOLE } });
  await turn.getByRole('button', { name: 'Try again' }).click();
  await turn.getByText(WHOLE).waitFor();
  await turn.getByRole('button', { name: 'Make it again' }).click();
  await turn.getByText('2 / 2').waitFor();
  await turn.getByRole('button', { name: 'Copy' }).click();
  await turn.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(WHOLE);
});
