import { auditRows, jobRows, statsRows } from '@/lib/http/admin/export-rows';
import { exportResponse } from '@/lib/http/admin/export-response';
import { exportRecords } from '@/lib/http/operations/admin-records';
import { route } from '@/lib/http/route';

export const GET = route(exportRecords, ({ services: { engine }, query }) => {
  const { what, format } = query;
  const rows = { jobs: jobRows, audit: auditRows, stats: statsRows }[what](engine, query);
  const day = new Date().toISOString().slice(0, 10);
  return exportResponse(rows, { format, name: `firelane-${what}-${day}` });
});
