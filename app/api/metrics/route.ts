import { getMetrics } from '@/lib/http/operations/metrics';
import { requireScraper } from '@/lib/http/require-scraper';
import { route } from '@/lib/http/route';
import { clusterMetricsText } from '@/lib/telemetry/cluster-metrics';
import { processMetricsText } from '@/lib/telemetry/process-metrics';

export const GET = route(getMetrics, async ({ services, request }) => {
  await requireScraper(services, request);
  const [cluster, own] = await Promise.all([
    services.liveStats().then((live) => clusterMetricsText(live, services.engine.clock.now())),
    processMetricsText(),
  ]);
  const headers = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' };
  return new Response(`${cluster}\n${own}`, { headers });
});
