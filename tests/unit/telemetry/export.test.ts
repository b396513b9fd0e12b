import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { context, propagation, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { NO_TRACES } from '@/lib/queue/ports/environment';
import { inIncomingTrace } from '@/lib/telemetry/incoming-trace';
import { openTelemetry } from '@/lib/telemetry/open-telemetry';

const THEIRS = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

afterEach(() => {
  vi.unstubAllEnvs();
  trace.disable();
  context.disable();
  propagation.disable();
});

describe('traces', () => {
  it('go nowhere unless a collector is named', async () => {
    const telemetry = openTelemetry({});
    expect(telemetry.tracer).toBe(NO_TRACES);
    await telemetry.close();
  });

  it('reach the collector at the latest when the process closes, in their caller’s trace', async () => {
    const received: { path: string; body: string }[] = [];
    const collector = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        received.push({ path: request.url ?? '', body });
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', endpoint);

    const telemetry = openTelemetry(process.env);
    expect(openTelemetry(process.env)).toBe(telemetry);
    const request = new Request('http://fire.example/api/jobs', {
      headers: { traceparent: THEIRS },
    });
    const kept = await inIncomingTrace(request, () =>
      telemetry.tracer.span('job.submit', {}, ({ traceparent }) => Promise.resolve(traceparent)),
    );
    await telemetry.close();
    collector.close();

    expect(kept).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(received).toHaveLength(1);
    expect(received[0]?.path).toBe('/v1/traces');
    expect(received[0]?.body).toContain('job.submit');
    expect(received[0]?.body).toContain('0af7651916cd43dd8448eb211c80319c');
  });
});
