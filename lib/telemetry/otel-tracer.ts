import {
  type Attributes,
  context,
  type Context,
  isSpanContextValid,
  type Span as OtelSpan,
  type SpanContext,
  SpanStatusCode,
  trace,
  type Tracer as OtelTracer,
} from '@opentelemetry/api';

import type { Span, Tracer } from '../queue/ports/environment';

/** W3C Trace Context, level 1: `version-traceid-parentid-flags`. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

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
  const parent = traceparent === null ? null : parse(traceparent);
  if (parent === null || trace.getSpanContext(active)?.traceId === parent.traceId) return active;
  return trace.setSpanContext(active, parent);
}

function parse(traceparent: string): SpanContext | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  const parsed = { traceId, spanId, traceFlags: parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(parsed) ? parsed : null;
}

function handle(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: isSpanContextValid(span.spanContext())
      ? `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
      : null,
    set: (attributes) => span.setAttributes(attributes as Attributes),
  };
}
