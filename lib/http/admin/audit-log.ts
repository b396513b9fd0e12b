import type { AuditEntry } from '../../cluster/audit';
import type { Engine } from '../../queue/engine';
import type { StoredRecord } from '../../queue/ports/record-store';
import { RECORDS } from '../../queue/records';
import { isoTime } from '../iso-time';
import type { AuditView } from '../schemas/admin-schemas';

export interface AuditQuery {
  actorId?: string | undefined;
  action?: string | undefined;
  limit: number;
  /** The time of an entry: only those before it. */
  cursor?: string | undefined;
}

/** One page of the audit log, newest first. */
export async function auditPage(
  { records }: Engine,
  { actorId, action, limit, cursor }: AuditQuery,
): Promise<{ entries: AuditView[]; nextCursor: string | null }> {
  const found = await records.list(RECORDS.audit, {
    equals: {
      ...(actorId === undefined ? {} : { actorId }),
      ...(action === undefined ? {} : { action }),
    },
    newestBy: 'at',
    ...(cursor === undefined ? {} : { below: Number(cursor) }),
    limit: limit + 1,
  });
  const page = wholeMoments(found, limit);
  const last = page.at(-1);
  return {
    entries: page.map(auditView),
    nextCursor: found.length > page.length && last !== undefined ? String(last.value.at) : null,
  };
}

/** The next page begins below a time, so one page must end where a time does. */
function wholeMoments(
  found: readonly StoredRecord<AuditEntry>[],
  limit: number,
): readonly StoredRecord<AuditEntry>[] {
  const page = found.slice(0, limit);
  const next = found[limit]?.value.at;
  const whole = page.filter(({ value }) => value.at !== next);
  return whole.length === 0 ? page : whole;
}

function auditView({ id, value }: StoredRecord<AuditEntry>): AuditView {
  const { at, actorId, actorEmail, action, target, before, after } = value;
  return {
    id,
    at: isoTime(at),
    actorId,
    actorEmail,
    action,
    target,
    before: valueOf(before),
    after: valueOf(after),
  };
}

function valueOf(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}
