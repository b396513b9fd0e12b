import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { gemini } from './gemini';
import { openaiChat } from './openai-chat';
import { receive } from './received-request';
import type { ReceivedRequest, Reply, Rule } from './reply';
import { sendReply } from './send-reply';
import { transcription } from './transcription';

export type { ReceivedRequest, Reply } from './reply';

export interface ProviderServer {
  /** `http://127.0.0.1:{port}`; a provider's base URL is `{url}/{provider}`, or what `baseUrls` says. */
  url: string;
  /** Set these as the providers' base URLs. */
  baseUrls: Record<
    'google' | 'deepseek' | 'openai' | 'azure' | 'xai' | 'openai-compatible',
    string
  >;
  /** Says what to do with calls that fit. The newest rule that fits and has turns left wins. */
  script(rule: Rule): void;
  /** Forgets rules and requests. */
  reset(): void;
  /** Every call, in order. */
  requests: ReceivedRequest[];
  close(): Promise<void>;
}

const FORMATS = [gemini, openaiChat, transcription];

/**
 * Paid providers on the loopback: speaks their wire formats over real HTTP, and fails as it is told. Without a
 * rule it answers in a friendly way.
 */
export async function startProviderServer(): Promise<ProviderServer> {
  let rules: (Rule & { left: number })[] = [];
  const requests: ReceivedRequest[] = [];

  const replyTo = (request: ReceivedRequest): Reply => {
    const rule = rules.find(
      ({ provider, model, key, left }) =>
        left > 0 &&
        (provider ?? request.provider) === request.provider &&
        (model ?? request.model) === request.model &&
        (key ?? request.key) === request.key,
    );
    if (!rule) return friendly(request);
    rule.left -= 1;
    return typeof rule.reply === 'function' ? rule.reply(request) : rule.reply;
  };

  const server = createServer((message, response) => {
    void receive(message, FORMATS)
      .then(async ({ request, format }) => {
        requests.push(request);
        if (format) return sendReply(response, format, request, replyTo(request));
        response.writeHead(404).end(`nothing at ${request.path}`);
      })
      .catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(String(error));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

  return {
    url,
    baseUrls: {
      google: `${url}/google/v1beta`,
      deepseek: `${url}/deepseek`,
      openai: `${url}/openai/v1`,
      azure: `${url}/azure/openai/v1`,
      xai: `${url}/xai/v1`,
      'openai-compatible': `${url}/openai-compatible/v1`,
    },
    script: (rule) => {
      rules = [{ ...rule, left: rule.times ?? Infinity }, ...rules];
    },
    reset: () => {
      rules = [];
      requests.length = 0;
    },
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function friendly(request: ReceivedRequest): Reply {
  if (request.path.endsWith('/audio/transcriptions')) {
    return {
      do: 'transcribe',
      transcript: { text: 'hello there', language: 'english', duration: 1 },
    };
  }
  return { do: 'answer', text: `Hello from ${request.provider}, this is a whole answer.` };
}
