import { inIncomingTrace } from '../telemetry/incoming-trace';
import { countRequest } from '../telemetry/process-metrics';
import type { Operation } from './operation';

/** Answers a request as part of its caller's trace, and counts it. */
export async function observed(
  operation: Operation,
  request: Request,
  answer: () => Promise<Response>,
): Promise<Response> {
  const startedAt = performance.now();
  const response = await inIncomingTrace(request, answer);
  countRequest({
    operation: operation.id,
    method: request.method,
    status: response.status,
    seconds: (performance.now() - startedAt) / 1_000,
  });
  return response;
}
