import type { Engine } from './engine';
import type { Submitted, SubmitRequest } from './queue';
import { submit, type SubmitLimits } from './submit';

/** Submits within a span, which the job keeps: its attempts, wherever they run, continue the trace. */
export function tracedSubmit(
  engine: Engine,
  limits: SubmitLimits,
  request: SubmitRequest,
): Promise<Submitted> {
  const { traceparent = null } = request;
  const attributes = { 'firelane.job.kind': request.kind };
  return engine.tracer.span('job.submit', { parent: traceparent, attributes }, async (span) => {
    const submitted = await submit(engine, limits, {
      ...request,
      traceparent: span.traceparent ?? traceparent,
    });
    span.set({ 'firelane.job.id': submitted.job.id, 'firelane.queue': submitted.job.queue });
    return submitted;
  });
}
