import { switchSchedule } from '@/lib/http/admin/schedules';
import { resumeSchedule } from '@/lib/http/operations/admin-cluster';
import { route } from '@/lib/http/route';

export const POST = route(resumeSchedule, async ({ services, caller, params }) =>
  Response.json(await switchSchedule(services, caller, params.name, false)),
);
