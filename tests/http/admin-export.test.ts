import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { StatsPoint } from '@/lib/cluster/stats';
import { JobError } from '@/lib/jobs/error';
import { auditedRows } from '@/lib/http/admin/audited-rows';
import type { Row } from '@/lib/http/admin/export-rows';
import { exportResponse } from '@/lib/http/admin/export-response';
import type { Caller } from '@/lib/http/caller';
import { RECORDS } from '@/lib/queue/records';

import { type AdminDesk, openDesk } from './admin-desk';
import type { Answer } from './api';
import { submitJob } from './summary-jobs';

let desk: AdminDesk;

beforeAll(async () => {
  desk = await openDesk('admin-export');
});

afterAll(() => desk.close());

async function download(query: string): Promise<Answer & { text: string }> {
  const answer = await desk.call('GET', `/api/admin/export?${query}`, { as: desk.auditor });
  expect(answer.status).toBe(200);
  return { ...answer, text: new TextDecoder().decode(answer.bytes) };
}

describe('jobs', () => {
  it('are a CSV file without what people wrote, and without formulas', async () => {
    const job = await submitJob(desk, desk.user);
    await desk.bench.runWith(() => {
      throw new JobError('unsupported', 'odd', '=HYPERLINK("http://evil.test"), said the file');
    });
    const { text, headers } = await download('what=jobs');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="firelane-jobs-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const [head = '', row = ''] = text.split('\r\n');
    expect(head).toMatch(/^id,kind,queue,userId,state,/);
    expect(row).toMatch(new RegExp(`^${job.id},summary,ai_processing,${desk.user.uid},failed,`));
    expect(row).toContain(`odd,"'=HYPERLINK(""http://evil.test""), said the file",`);
    expect(text).not.toContain('boat');
  });

  it('are what fits the filters, as JSON, over more than one page', async () => {
    const person = await desk.person();
    for (let count = 0; count < 3; count++) await submitJob(desk, person);
    const { json, headers } = await download(`what=jobs&format=json&userId=${person.uid}`);
    expect(headers.get('content-disposition')).toContain('.json"');
    expect(json).toHaveLength(3);
    expect((await download(`what=jobs&format=json&userId=nobody`)).json).toEqual([]);
    expect((await download(`what=jobs&userId=nobody`)).text).toBe('');
  });
});

describe('a download', () => {
  const entries = async (action: string) =>
    (await desk.audited(action)).filter(({ actorId }) => actorId === desk.auditor.uid);

  it('is in the audit log: who, by which filter, and how many rows', async () => {
    const person = await desk.person();
    for (let count = 0; count < 3; count++) await submitJob(desk, person);
    await download(`what=jobs&format=json&userId=${person.uid}`);
    const [entry] = await entries('export.jobs');
    expect(entry).toMatchObject({
      target: 'export:jobs',
      before: null,
      after: { format: 'json', userId: person.uid, rows: 3, whole: true },
    });
  });

  it('that is broken off says how far it came', async () => {
    const engine = desk.bench.engine;
    const caller = { userId: desk.auditor.uid, email: null } as Caller;
    const action = { caller, action: 'export.stats', target: 'export:stats' };
    async function* endless(): AsyncGenerator<Row> {
      for (let at = 0; ; at++) yield await Promise.resolve({ at });
    }
    const rows = auditedRows(engine, action, { range: 'day' }, endless());
    const response = await exportResponse(rows, { format: 'csv', name: 'firelane-stats' });
    await response.body?.cancel();
    const [entry] = await entries('export.stats');
    expect(entry?.after).toMatchObject({ range: 'day', whole: false });
  });
});

describe('the audit log', () => {
  it('is what one action did', async () => {
    await desk.does('POST', '/api/admin/queues/insights/pause');
    await desk.does('POST', '/api/admin/queues/insights/resume');
    const { json } = await download('what=audit&format=json&action=queue.pause');
    expect(json).toMatchObject([
      { action: 'queue.pause', target: 'queue:insights', after: '{"paused":true}' },
    ]);
  });
});

describe('statistics', () => {
  const point = (at: number, completed: number): StatsPoint => ({
    at,
    waiting: 1,
    running: 2,
    completed,
    failed: 0,
    oldestWaitingMs: 5,
    waitP95Ms: 6,
    runP95Ms: 7,
  });

  it('are the points of all queues, or of one', async () => {
    await desk.bench.stores.records.write([
      {
        collection: RECORDS.statsHistory,
        id: 'day',
        value: {
          intervalMs: 300_000,
          points: [point(0, 3), point(300_000, 4)],
          queues: { insights: [point(0, 1)] },
        },
        version: 'any',
      },
    ]);
    expect((await download('what=stats')).text.split('\r\n')).toEqual([
      'at,waiting,running,completed,failed,oldestWaitingMs,waitP95Ms,runP95Ms',
      '1970-01-01T00:00:00.000Z,1,2,3,0,5,6,7',
      '1970-01-01T00:05:00.000Z,1,2,4,0,5,6,7',
      '',
    ]);
    const { json } = await download('what=stats&format=json&queue=insights');
    expect(json).toMatchObject([{ completed: 1 }]);
    expect((await download('what=stats&range=week')).text).toBe('');
  });
});
