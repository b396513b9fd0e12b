import { auditPage } from '@/lib/http/admin/audit-log';
import { listAudit } from '@/lib/http/operations/admin-records';
import { route } from '@/lib/http/route';

export const GET = route(listAudit, async ({ services, query }) =>
  Response.json(await auditPage(services.engine, query)),
);
