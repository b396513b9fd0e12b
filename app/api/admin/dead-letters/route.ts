import { deadLetterPage } from '@/lib/http/admin/job-pages';
import { listDeadLetters } from '@/lib/http/operations/admin-jobs';
import { route } from '@/lib/http/route';

export const GET = route(listDeadLetters, async ({ services, query }) =>
  Response.json(await deadLetterPage(services.engine, query)),
);
