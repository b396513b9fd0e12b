import { readyz } from '@/lib/http/operations/service';
import { readiness } from '@/lib/http/readiness';
import { route } from '@/lib/http/route';

export const GET = route(readyz, async ({ services }) => {
  const ready = await readiness(services);
  return Response.json(ready, { status: ready.status === 'unavailable' ? 503 : 200 });
});
