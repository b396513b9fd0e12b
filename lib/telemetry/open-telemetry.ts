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

/**
 * Traces go where `OTEL_EXPORTER_OTLP_ENDPOINT` says; without it nobody traces. The other `OTEL_…` variables of
 * the SDK (headers, sampler, service name) hold as its own documentation says.
 */
export function openTelemetry(env: Record<string, string | undefined>, version: string): Telemetry {
  if (!env['OTEL_EXPORTER_OTLP_ENDPOINT'] && !env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']) {
    return { tracer: NO_TRACES, close: () => Promise.resolve() };
  }
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
