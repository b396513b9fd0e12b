import type { ReceivedRequest } from './reply';
import { modelIn, sse, type Refusal, type WireFormat } from './wire-format';

/** `POST …/chat/completions`: OpenAI, Azure OpenAI, DeepSeek, xAI and everything compatible. */
export const openaiChat: WireFormat = {
  handles: (path) => path.endsWith('/chat/completions'),
  model: ({ body }) => modelIn(body),
  streams: ({ body }) => body['stream'] === true,

  answer: (request, { text, usage, blocked }) => ({
    ...envelope(request, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text },
        finish_reason: blocked ? 'content_filter' : 'stop',
      },
    ],
    usage: usageOf(usage),
  }),

  open: (request) => [chunk(request, { role: 'assistant', content: '' }, null)],
  piece: (request, text) => chunk(request, { content: text }, null),
  close: (request, { usage, blocked }) => [
    chunk(request, {}, blocked ? 'content_filter' : 'stop'),
    sse({ ...envelope(request, 'chat.completion.chunk'), choices: [], usage: usageOf(usage) }),
    sse('[DONE]'),
  ],

  error: errorOf,
  streamError: (refusal) => sse(errorOf(refusal)),
};

function envelope(request: ReceivedRequest, object: string) {
  return { id: 'chatcmpl-1', object, created: 1_700_000_000, model: request.model };
}

function chunk(request: ReceivedRequest, delta: object, finish: string | null): string {
  return sse({
    ...envelope(request, 'chat.completion.chunk'),
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
}

function usageOf({ input, output }: { input: number; output: number }) {
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

function errorOf({ status, message, code }: Refusal) {
  const type =
    status === 429 ? 'rate_limit_error' : status >= 500 ? 'server_error' : 'invalid_request_error';
  return {
    error: {
      message: message ?? `status ${String(status)}`,
      type,
      param: null,
      code: code ?? null,
    },
  };
}
