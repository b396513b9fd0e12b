import { switchSchedule } from '@/lib/http/admin/schedules';
import { pauseSchedule } from '@/lib/http/operations/admin-cluster';
import { route } from '@/lib/http/route';

export const POST = route(pauseSchedule, async ({ services, caller, params }) =>
  Response.json(await switchSchedule(services, caller, params.name, true)),
);
