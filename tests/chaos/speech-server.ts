import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SpeechServer {
  /** For OPENAI_COMPATIBLE_BASE_URL. */
  url: string;
  /** The sound of each call, by its hash, in order. */
  asked: string[];
  /** The sound of each call that was answered, in order. */
  answered: string[];
  /** So many calls are answered from now on; the others wait. */
  allow(count: number): void;
  /** Calls that wait now. */
  waiting(): number;
  close(): Promise<void>;
}

/** A provider of `/audio/transcriptions` on the loopback that answers when it is told to. */
export async function startSpeechServer(): Promise<SpeechServer> {
  const asked: string[] = [];
  const answered: string[] = [];
  let waiting: (() => void)[] = [];
  let allowed = 0;

  const server = createServer((message, response) => {
    void soundOf(message).then((sound) => {
      asked.push(sound);
      const answer = (): void => {
        answered.push(sound);
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ text: `This is what sound ${sound} says.` }));
      };
      // Of a process that was killed.
      response.on('close', () => {
        waiting = waiting.filter((one) => one !== answer);
      });
      waiting.push(answer);
      serve();
    });
  });
  const serve = (): void => {
    while (allowed > 0) {
      const answer = waiting.shift();
      if (answer === undefined) return;
      allowed -= 1;
      answer();
    }
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    answered,
    allow: (count) => {
      allowed = count;
      serve();
    },
    waiting: () => waiting.length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function soundOf(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  const headers = { 'content-type': message.headers['content-type'] ?? '' };
  const form = await new Response(Buffer.concat(pieces), { headers }).formData();
  const file = form.get('file');
  if (!(file instanceof Blob)) throw new Error('a call without sound');
  const hash = createHash('sha256').update(Buffer.from(await file.arrayBuffer()));
  return hash.digest('hex').slice(0, 12);
}
