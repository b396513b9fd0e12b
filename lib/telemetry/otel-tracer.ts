import {
  context,
  type Context,
  type Span as OtelSpan,
  SpanStatusCode,
  trace,
  type Tracer as OtelTracer,
} from '@opentelemetry/api';

import type { Span, Tracer } from '../queue/ports/environment';
import { parseTraceparent, traceparentOf } from './traceparent';

/** The engine's spans in OpenTelemetry. Without an SDK that records them they cost next to nothing. */
export function otelTracer(tracer: OtelTracer = trace.getTracer('firelane')): Tracer {
  return {
    span: (name, { parent, attributes }, run) =>
      tracer.startActiveSpan(
        name,
        { attributes: { ...attributes } },
        contextOf(parent ?? null),
        async (span) => {
          try {
            return await run(handle(span));
          } catch (error) {
            noteError(span, error);
            throw error;
          } finally {
            span.end();
          }
        },
      ),
  };
}

/**
 * Notes that a piece of work failed, by the error's name and code alone: its message may hold what a person wrote.
 */
export function noteError(span: OtelSpan, error: unknown): void {
  const { name, code } = error instanceof Error ? (error as Error & { code?: unknown }) : {};
  span.setAttribute('error.type', typeof code === 'string' ? code : (name ?? 'unknown'));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** What runs now, where it is of the same trace; else the parent alone. */
function contextOf(traceparent: string | null): Context {
  const active = context.active();
  const parent = parseTraceparent(traceparent);
  if (parent === null || trace.getSpanContext(active)?.traceId === parent.traceId) return active;
  return trace.setSpanContext(active, parent);
}

function handle(span: OtelSpan): Span {
  return {
    traceparent: traceparentOf(span.spanContext()),
    set: (attributes) => span.setAttributes(attributes),
  };
}
