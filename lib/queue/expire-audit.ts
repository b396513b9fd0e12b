import { AUDIT_KEPT_MS } from '../cluster/audit';
import type { Engine } from './engine';
import { RECORDS } from './records';

const BATCH = 100;

/** Deletes some of the audit entries whose time is over; the store's own TTL may be late, or none. @returns how many */
export async function expireAudit({ records, clock }: Engine): Promise<number> {
  const now = clock.now();
  const found = await records.list(RECORDS.audit, {
    newestBy: 'at',
    below: now - AUDIT_KEPT_MS,
    limit: BATCH,
  });
  await Promise.all(found.map(({ id }) => records.remove(RECORDS.audit, id)));
  return found.length;
}
