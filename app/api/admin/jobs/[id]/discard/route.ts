import * as actions from '@/lib/http/admin/job-actions';
import { discardJob } from '@/lib/http/operations/admin-jobs';
import { route } from '@/lib/http/route';

export const POST = route(discardJob, async ({ services, caller, params }) => {
  await actions.discardJob(services, caller, params.id);
  return new Response(null, { status: 204 });
});
