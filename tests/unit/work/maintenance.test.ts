import { describe, expect, it } from 'vitest';

import { AUDIT_KEPT_MS, type AuditEntry } from '@/lib/cluster/audit';
import { expireAudit } from '@/lib/queue/expire-audit';
import { RECORDS } from '@/lib/queue/records';
import { maintenanceWork } from '@/lib/work/maintenance';

import { workContext } from '../../providers/work-context';
import { ownedEngine } from '../queue/owned-engine';

function steps(...answers: number[]): () => Promise<number> {
  return () => Promise.resolve(answers.shift() ?? 0);
}

describe('the clean-up', () => {
  it('deletes step by step until nothing is left', async () => {
    const work = maintenanceWork({
      maintenance: { files: steps(50, 50, 3), audit: steps(100, 1) },
    });
    const context = workContext();
    expect(await work.run({ tasks: ['files', 'audit'] }, context)).toEqual({
      deleted: { files: 103, audit: 101 },
    });
  });

  it('ends between two steps when it is stopped', async () => {
    const stopping = new AbortController();
    let asked = 0;
    const work = maintenanceWork({
      maintenance: {
        files: () => {
          asked += 1;
          stopping.abort();
          return Promise.resolve(50);
        },
        audit: steps(),
      },
    });
    const context = workContext({ signal: stopping.signal });
    await expect(work.run({ tasks: ['files'] }, context)).rejects.toThrow('aborted');
    expect(asked).toBe(1);
  });

  it('deletes audit entries after a year, and none before', async () => {
    const engine = ownedEngine();
    const now = engine.clock.now();
    const entry = (at: number): AuditEntry => ({
      at,
      actorId: 'ada',
      actorEmail: null,
      action: 'queue.pause',
      target: 'queue:insights',
      before: null,
      after: null,
      expireAt: at + AUDIT_KEPT_MS,
    });
    await engine.records.write(
      [now - AUDIT_KEPT_MS - 2, now - AUDIT_KEPT_MS - 1, now - AUDIT_KEPT_MS, now].map(
        (at, id) => ({
          collection: RECORDS.audit,
          id: String(id),
          value: entry(at),
          version: null,
        }),
      ),
    );
    expect(await expireAudit(engine)).toBe(2);
    expect(await expireAudit(engine)).toBe(0);
    const left = await engine.records.list(RECORDS.audit, { limit: 10 });
    expect(left.map(({ id }) => id)).toEqual(['2', '3']);
  });
});
