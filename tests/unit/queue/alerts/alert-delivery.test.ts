import { describe, expect, it } from 'vitest';

import { DEFAULT_SETTINGS, type ClusterSettings } from '@/lib/cluster/settings';
import { alertDeliveryKind } from '@/lib/jobs/kinds/alert_delivery';
import { announceAlert } from '@/lib/queue/alerts/announce-alert';
import { createQueue } from '@/lib/queue/create-queue';
import type { Deliver } from '@/lib/queue/webhooks/webhooks';
import { Runner } from '@/lib/queue/worker/runner';
import { alertSender } from '@/lib/webhooks/alert-sender';
import { alertDeliveryWork } from '@/lib/work/alert_delivery';
import type { JobKind } from '@/lib/jobs/kind';

import { inTime, ownedEngine } from '../owned-engine';

const URL = 'https://pager.example.org/firelane';
const alert = {
  name: 'breaker_open',
  since: 1_800_000_000_000,
  endedAt: null,
  sentence: 'Calls of google:flash are held back.',
} as const;

function laboratory(webhookUrl: string | null, status = 200) {
  let current: ClusterSettings = {
    ...DEFAULT_SETTINGS,
    alerts: { ...DEFAULT_SETTINGS.alerts, webhookUrl },
  };
  const kinds = [alertDeliveryKind as unknown as JobKind];
  const settings = { ...ownedEngine().settings, current: () => current };
  const engine = { ...ownedEngine({ kinds }), settings };
  const queue = createQueue(engine, { serverTimeoutMs: 15_000 });
  const sent: Parameters<Deliver>[0][] = [];
  const deliver: Deliver = async (message) => {
    sent.push(message);
    const error = status === 200 ? null : `It answered ${status}.`;
    return { status, error, retryAfterMs: null, final: false };
  };
  const alerts = alertSender(settings, { deliver, secret: () => 'whsec_abc' });
  const runner = new Runner(engine, 'server', [alertDeliveryWork({ alerts })]);
  return {
    engine,
    sent,
    announce: () => inTime(engine.time, announceAlert(engine, queue)(alert)),
    forget: () => {
      current = DEFAULT_SETTINGS;
    },
    run: async () => {
      const { jobs } = await inTime(engine.time, queue.list({ userId: 'system', limit: 10 }));
      for (const { id } of jobs) {
        const stored = await engine.jobs.get(id);
        if (stored?.job.state !== 'pending') continue;
        const claimed = await inTime(engine.time, runner.claim(stored));
        if (claimed !== null) await inTime(engine.time, runner.execute(claimed));
      }
      return (await inTime(engine.time, queue.list({ userId: 'system', limit: 10 }))).jobs;
    },
  };
}

describe('an alert’s delivery', () => {
  it('tells the address once, signed, however often the alert is announced', async () => {
    const { announce, run, sent } = laboratory(URL);
    await announce();
    await announce();
    const jobs = await run();
    expect(jobs.map(({ state }) => state)).toEqual(['completed']);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      url: URL,
      secrets: ['whsec_abc'],
      event: {
        type: 'alert.began',
        timestamp: '2027-01-15T08:00:00.000Z',
        data: { alert: 'breaker_open', sentence: alert.sentence },
      },
    });
  });

  it('is tried again while the address does not accept it', async () => {
    const { announce, run } = laboratory(URL, 503);
    await announce();
    const [job] = await run();
    expect(job).toMatchObject({ state: 'scheduled', failures: 1, error: { code: 'not_accepted' } });
  });

  it('is dropped when the address was taken away meanwhile, and never made without one', async () => {
    const later = laboratory(URL);
    await later.announce();
    later.forget();
    expect((await later.run()).map(({ state }) => state)).toEqual(['completed']);
    expect(later.sent).toEqual([]);
    const without = laboratory(null);
    await without.announce();
    expect(await without.run()).toEqual([]);
  });
});
