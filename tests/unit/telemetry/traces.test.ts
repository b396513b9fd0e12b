import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { JobError } from '@/lib/jobs/error';
import { inCallSpan } from '@/lib/models/providers/call-span';
import { createQueue } from '@/lib/queue/create-queue';
import { Runner } from '@/lib/queue/worker/runner';
import { otelTracer } from '@/lib/telemetry/otel-tracer';

import { echoKind, inTime, type OwnedEngine, ownedEngine } from '../queue/owned-engine';

const SECRET = 'the patient’s name is Ann';
const exporter = new InMemorySpanExporter();
let tracer: ReturnType<typeof otelTracer>;

beforeAll(() => {
  const provider = new NodeTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  provider.register();
  tracer = otelTracer(provider.getTracer('test'));
});

afterEach(() => exporter.reset());

afterAll(() => {
  trace.disable();
  context.disable();
  propagation.disable();
});

function spans(): Record<string, ReturnType<InMemorySpanExporter['getFinishedSpans']>[number]> {
  return Object.fromEntries(exporter.getFinishedSpans().map((span) => [span.name, span]));
}

async function submitted(engine: OwnedEngine, traceparent?: string): Promise<string> {
  const queue = createQueue(engine, { serverTimeoutMs: 15_000 });
  const input = { text: SECRET };
  const request = { kind: 'echo', userId: 'ann', input, traceparent };
  return (await inTime(engine.time, queue.submit(request))).job.id;
}

/** Runs a job on another server of the same cluster. */
async function runElsewhere(from: OwnedEngine, id: string, failing = false): Promise<void> {
  const stores = { jobs: from.jobs, cluster: from.cluster, records: from.records };
  const engine = { ...ownedEngine({ ...stores, time: from.time, name: 'other' }), tracer };
  const runner = new Runner(engine, 'other', [
    {
      kind: echoKind,
      run: (input) =>
        inCallSpan(
          { provider: 'google', model: 'flash' },
          () =>
            failing
              ? Promise.reject(new JobError('invalid_input', 'bad_text', SECRET))
              : Promise.resolve(input),
          () => ({ inputTokens: 7, outputTokens: 3 }),
        ),
    },
  ]);
  const stored = await engine.jobs.get(id);
  const claimed = stored === null ? null : await inTime(engine.time, runner.claim(stored));
  if (claimed === null) throw new Error('not claimed');
  await inTime(engine.time, runner.execute(claimed));
}

describe('a trace', () => {
  it('goes from the submit over the attempt on another server to the provider’s call', async () => {
    const engine = { ...ownedEngine(), tracer };
    const id = await submitted(engine);
    await runElsewhere(engine, id);
    const { 'job.submit': submit, 'job.attempt': attempt, 'chat flash': call } = spans();
    expect(attempt?.parentSpanContext?.spanId).toBe(submit?.spanContext().spanId);
    expect(call?.parentSpanContext?.spanId).toBe(attempt?.spanContext().spanId);
    expect(call?.spanContext().traceId).toBe(submit?.spanContext().traceId);
    expect(attempt?.attributes).toMatchObject({
      'firelane.job.id': id,
      'firelane.attempt': 1,
      'firelane.server': 'other',
      'firelane.attempt.end': 'completed',
    });
    expect(call?.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'gcp.gemini',
      'gen_ai.request.model': 'flash',
      'gen_ai.usage.input_tokens': 7,
      'gen_ai.usage.output_tokens': 3,
    });
  });

  it('continues what the submitter’s own trace began', async () => {
    const theirs = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const engine = { ...ownedEngine(), tracer };
    await submitted(engine, theirs);
    const { 'job.submit': submit } = spans();
    expect(submit?.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(submit?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
  });

  it('begins anew where the submitter’s trace context is not one', async () => {
    for (const theirs of ['', '00-zz-yy-01', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`]) {
      exporter.reset();
      await submitted({ ...ownedEngine(), tracer }, theirs);
      expect(spans()['job.submit']?.parentSpanContext).toBeUndefined();
    }
  });

  it('holds nothing that a person wrote, also when a call fails', async () => {
    const engine = { ...ownedEngine(), tracer };
    await runElsewhere(engine, await submitted(engine), true);
    const told = exporter
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => ({ name, attributes, events, status }));
    expect(told).toHaveLength(3);
    expect(JSON.stringify(told)).not.toContain('Ann');
    expect(spans()['chat flash']?.attributes['error.type']).toBe('bad_text');
  });

  it('is kept for the attempts even where this process does not record any', async () => {
    const theirs = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const engine = ownedEngine();
    const id = await submitted(engine, theirs);
    expect((await engine.jobs.get(id))?.job.traceparent).toBe(theirs);
  });
});
