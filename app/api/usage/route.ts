import { getUsage } from '@/lib/http/operations/account';
import { route } from '@/lib/http/route';
import { usageReport } from '@/lib/http/usage-report';

export const GET = route(getUsage, async ({ services, caller }) =>
  Response.json(await usageReport(services, caller)),
);
