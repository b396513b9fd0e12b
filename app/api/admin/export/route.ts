import { auditedRows } from '@/lib/http/admin/audited-rows';
import { auditRows, jobRows, statsRows } from '@/lib/http/admin/export-rows';
import { exportResponse } from '@/lib/http/admin/export-response';
import { exportRecords } from '@/lib/http/operations/admin-records';
import { route } from '@/lib/http/route';

export const GET = route(exportRecords, ({ services: { engine }, caller, query }) => {
  const { what, ...filter } = query;
  const { format } = filter;
  const rows = { jobs: jobRows, audit: auditRows, stats: statsRows }[what](engine, query);
  const action = { caller, action: `export.${what}`, target: `export:${what}` };
  const day = new Date().toISOString().slice(0, 10);
  return exportResponse(auditedRows(engine, action, filter, rows), {
    format,
    name: `firelane-${what}-${day}`,
  });
});
