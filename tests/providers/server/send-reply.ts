import type { ServerResponse } from 'node:http';

import type { ReceivedRequest, Reply } from './reply';
import type { Answer, WireFormat } from './wire-format';

const USAGE = { input: 120, output: 30 };

/** Writes a reply the way its wire format would. */
export async function sendReply(
  response: ServerResponse,
  format: WireFormat,
  request: ReceivedRequest,
  reply: Reply,
): Promise<void> {
  switch (reply.do) {
    case 'answer':
    case 'block': {
      const answer: Answer =
        reply.do === 'block'
          ? { text: '', usage: USAGE, blocked: true }
          : { text: reply.text, usage: reply.usage ?? USAGE, blocked: false };
      if (!request.stream) {
        sendJson(response, 200, format.answer(request, answer));
        return;
      }
      await stream(response, [
        ...format.open(request),
        ...pieces(answer.text).map((piece) => format.piece(request, piece)),
        ...format.close(request, answer),
      ]);
      end(response);
      return;
    }
    case 'transcribe':
      sendJson(response, 200, { task: 'transcribe', ...reply.transcript });
      return;
    case 'refuse':
      sendJson(response, reply.status, format.error(reply), reply.headers);
      return;
    case 'body':
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      end(response, reply.body);
      return;
    case 'nonsense':
      response.writeHead(200, {
        'content-type': request.stream ? 'text/event-stream' : 'application/json',
      });
      end(response, reply.body ?? (request.stream ? 'data: {"oops": tr\n\n' : '<html>502'));
      return;
    case 'hang':
      return;
    case 'hold':
      await reply.until;
      return sendReply(response, format, request, reply.then);
    case 'cut': {
      await stream(response, [
        ...format.open(request),
        ...pieces(reply.text)
          .slice(0, reply.after)
          .map((piece) => format.piece(request, piece)),
      ]);
      if (reply.how === 'reset') response.destroy();
      if (reply.how === 'end') end(response);
      return;
    }
    case 'stream_error':
      await stream(response, [
        ...format.open(request),
        ...pieces(reply.text)
          .slice(0, reply.after)
          .map((piece) => format.piece(request, piece)),
        format.streamError(reply),
      ]);
      {
        end(response);
        return;
      }
  }
}

/** Words with the blank before them: what a model streams. */
function pieces(text: string): string[] {
  return text.match(/\s*\S+/g) ?? [];
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  end(response, JSON.stringify(body));
}

function end(response: ServerResponse, body?: string): void {
  response.end(body);
}

async function stream(response: ServerResponse, events: readonly string[]): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  for (const event of events) {
    // Each event in a packet of its own, so that the client reads them one after another.
    await new Promise<void>((resolve) => response.write(event, () => setImmediate(resolve)));
  }
}
