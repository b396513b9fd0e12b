import { context, trace } from '@opentelemetry/api';

import { parseTraceparent } from './traceparent';

/** Runs a request's handler as part of the trace that its caller began; the server's own spans count as that. */
export function inIncomingTrace<T>(request: Request, handle: () => T): T {
  const caller = parseTraceparent(request.headers.get('traceparent'));
  const active = context.active();
  if (caller === null || trace.getSpanContext(active)?.traceId === caller.traceId) return handle();
  return context.with(trace.setSpanContext(active, caller), handle);
}
