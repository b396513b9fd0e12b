import { sse, type Refusal, type WireFormat } from './wire-format';

const STATUS_NAMES: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** `POST …/models/{model}:generateContent` and `:streamGenerateContent`. */
export const gemini: WireFormat = {
  handles: (path) => /:(?:stream)?[gG]enerateContent$/.test(path),
  model: ({ path }) => /models\/([^/:]+):/.exec(path)?.[1] ?? '',
  streams: ({ path }) => path.endsWith(':streamGenerateContent'),

  answer: (_, { text, usage, blocked }) => ({
    candidates: [candidate(text, blocked ? 'SAFETY' : 'STOP')],
    ...usageOf(usage),
  }),

  open: () => [],
  piece: (_, text) => sse({ candidates: [candidate(text)] }),
  close: (_, { usage, blocked }) => [
    sse({ candidates: [candidate('', blocked ? 'SAFETY' : 'STOP')], ...usageOf(usage) }),
  ],

  error: errorOf,
  streamError: (refusal) => sse(errorOf(refusal)),
};

function candidate(text: string, finishReason?: string) {
  return {
    content: { role: 'model', parts: text === '' ? [] : [{ text }] },
    index: 0,
    ...(finishReason === undefined ? {} : { finishReason }),
  };
}

function usageOf({ input, output }: { input: number; output: number }) {
  return {
    usageMetadata: {
      promptTokenCount: input,
      candidatesTokenCount: output,
      totalTokenCount: input + output,
    },
  };
}

function errorOf({ status, message, code, retryDelay }: Refusal) {
  const details = [
    ...(code === undefined
      ? []
      : [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: code,
            domain: 'googleapis.com',
          },
        ]),
    ...(retryDelay === undefined
      ? []
      : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay }]),
  ];
  return {
    error: {
      code: status,
      message: message ?? `status ${String(status)}`,
      status: STATUS_NAMES[status] ?? 'UNKNOWN',
      details,
    },
  };
}
