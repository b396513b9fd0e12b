import { sse, type Refusal, type WireFormat } from './wire-format';

/** `POST …/responses`: OpenAI's newer API. */
export const openaiResponses: WireFormat = {
  handles: (path) => path.endsWith('/responses'),
  model: ({ body }) => String(body['model'] ?? ''),
  streams: ({ body }) => body['stream'] === true,

  answer: (request, { text, usage, blocked }) => ({
    ...response(request.model, blocked ? 'incomplete' : 'completed'),
    incomplete_details: blocked ? { reason: 'content_filter' } : null,
    output: [message(text)],
    usage: usageOf(usage),
  }),

  open: (request) => [
    sse({ type: 'response.created', response: response(request.model, 'in_progress') }),
    sse({
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...message(''), content: [], status: 'in_progress' },
    }),
  ],
  piece: (_, text) =>
    sse({
      type: 'response.output_text.delta',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      delta: text,
    }),
  close: (request, { text, usage, blocked }) => [
    sse({ type: 'response.output_item.done', output_index: 0, item: message(text) }),
    sse({
      type: blocked ? 'response.incomplete' : 'response.completed',
      response: {
        ...response(request.model, blocked ? 'incomplete' : 'completed'),
        incomplete_details: blocked ? { reason: 'content_filter' } : null,
        usage: usageOf(usage),
      },
    }),
  ],

  error: errorOf,
  streamError: ({ message: text, code, status }) =>
    sse({
      type: 'error',
      sequence_number: 9,
      code: code ?? (status >= 500 ? 'server_error' : 'rate_limit_exceeded'),
      message: text ?? '',
      param: null,
    }),
};

function response(model: string, status: string) {
  return { id: 'resp_1', object: 'response', created_at: 1_700_000_000, model, status, output: [] };
}

function message(text: string) {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text, annotations: [] }],
  };
}

function usageOf({ input, output }: { input: number; output: number }) {
  return {
    input_tokens: input,
    output_tokens: output,
    total_tokens: input + output,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens_details: { reasoning_tokens: 0 },
  };
}

function errorOf({ message: text, code, status }: Refusal) {
  return {
    error: {
      message: text ?? `status ${String(status)}`,
      type: 'server_error',
      param: null,
      code: code ?? null,
    },
  };
}
