import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

import { NO_TRACES, type Tracer } from '../queue/ports/environment';
import { otelTracer } from './otel-tracer';

export interface Telemetry {
  tracer: Tracer;
  /** Sends what is still here. */
  close(): Promise<void>;
}

/** A process has one, however often this module is loaded. */
const holder = globalThis as typeof globalThis & { firelaneTelemetry?: Telemetry };

/**
 * Traces go where `OTEL_EXPORTER_OTLP_ENDPOINT` says; without it nobody traces. The other `OTEL_…` variables of
 * the SDK (headers, sampler, service name) hold as its own documentation says.
 */
export function openTelemetry(env: Record<string, string | undefined>): Telemetry {
  if (!env['OTEL_EXPORTER_OTLP_ENDPOINT'] && !env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']) {
    return { tracer: NO_TRACES, close: () => Promise.resolve() };
  }
  holder.firelaneTelemetry ??= start(env);
  return holder.firelaneTelemetry;
}

function start(env: Record<string, string | undefined>): Telemetry {
  const version = env['FIRELANE_VERSION'] ?? '';
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({
        'service.name': env['OTEL_SERVICE_NAME'] ?? 'firelane',
        'service.version': version,
      }),
    ),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return {
    tracer: otelTracer(provider.getTracer('firelane', version)),
    close: () => provider.shutdown(),
  };
}
