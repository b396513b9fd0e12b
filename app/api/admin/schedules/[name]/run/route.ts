import * as schedules from '@/lib/http/admin/schedules';
import { runSchedule } from '@/lib/http/operations/admin-cluster';
import { route } from '@/lib/http/route';

export const POST = route(runSchedule, async ({ services, caller, params }) =>
  Response.json(await schedules.runSchedule(services, caller, params.name), { status: 202 }),
);
