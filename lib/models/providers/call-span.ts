import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

import { JobError } from '../../jobs/error';

/** `gen_ai.provider.name` as OpenTelemetry's conventions for generative AI know them. */
const PROVIDERS: Readonly<Record<string, string>> = {
  google: 'gcp.gemini',
  azure: 'azure.ai.openai',
  xai: 'x_ai',
};

export interface TokenUse {
  inputTokens: number;
  outputTokens: number;
}

/**
 * Runs one call of a provider in a span of whatever runs now. What was asked and answered is not in it. Without
 * an SDK that records spans it costs next to nothing.
 */
export function inCallSpan<R>(
  { provider, model }: { provider: string; model: string },
  call: () => Promise<R>,
  usageOf: (result: R) => TokenUse | null,
): Promise<R> {
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': PROVIDERS[provider] ?? provider,
    'gen_ai.request.model': model,
  };
  const tracer = trace.getTracer('firelane');
  return tracer.startActiveSpan(
    `chat ${model}`,
    { kind: SpanKind.CLIENT, attributes },
    async (span) => {
      try {
        const result = await call();
        const use = usageOf(result);
        if (use !== null) {
          span.setAttributes({
            'gen_ai.usage.input_tokens': use.inputTokens,
            'gen_ai.usage.output_tokens': use.outputTokens,
          });
        }
        return result;
      } catch (error) {
        span.setAttribute('error.type', error instanceof JobError ? error.code : 'aborted');
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
  );
}
