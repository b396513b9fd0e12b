import { autoscaleReport } from '@/lib/http/autoscale-report';
import { getAutoscale } from '@/lib/http/operations/metrics';
import { requireScraper } from '@/lib/http/require-scraper';
import { route } from '@/lib/http/route';

export const GET = route(getAutoscale, async ({ services, request }) => {
  await requireScraper(services, request);
  return Response.json(await autoscaleReport(services));
});
