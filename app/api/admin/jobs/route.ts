import { jobPage } from '@/lib/http/admin/job-pages';
import { searchJobs } from '@/lib/http/operations/admin-jobs';
import { route } from '@/lib/http/route';

export const GET = route(searchJobs, async ({ services, query }) =>
  Response.json(await jobPage(services.engine, query)),
);
