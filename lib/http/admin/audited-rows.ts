import type { Engine } from '../../queue/engine';
import type { AuditedAction } from './audit-entry';
import { beginAudit } from './begin-audit';
import type { Row } from './export-rows';

/**
 * Rows on their way out, with who took them, by which filter and how many in the audit log: written down before the
 * first is read, and counted when the last is, or whoever took them has gone.
 * @param filter what the rows had to fit; its unset fields are left out
 * @throws StoreUnavailable when the entry could not be written, and no row is read
 */
export async function* auditedRows(
  engine: Engine,
  action: AuditedAction,
  filter: object,
  rows: AsyncGenerator<Row>,
): AsyncGenerator<Row> {
  const complete = await beginAudit(engine, action, { before: null, after: filter });
  let taken = 0;
  let whole = false;
  try {
    for await (const row of rows) {
      taken += 1;
      yield row;
    }
    whole = true;
  } finally {
    await complete({ ...filter, rows: taken, whole });
  }
}
