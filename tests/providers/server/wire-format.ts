import type { ReceivedRequest, Reply } from './reply';

/** How one API writes on the wire. */
export interface WireFormat {
  handles(path: string): boolean;
  model(request: Pick<ReceivedRequest, 'path' | 'body'>): string;
  streams(request: Pick<ReceivedRequest, 'path' | 'body'>): boolean;
  /** A whole answer. */
  answer(request: ReceivedRequest, reply: Answer): unknown;
  /** The events of a streamed answer: the first, one for each piece of text, then the last ones. */
  open(request: ReceivedRequest): string[];
  piece(request: ReceivedRequest, text: string): string;
  close(request: ReceivedRequest, reply: Answer): string[];
  /** An error's body, as a response or inside a stream. */
  error(refusal: Refusal): unknown;
  streamError(refusal: Refusal): string;
}

export interface Answer {
  text: string;
  usage: { input: number; output: number };
  blocked: boolean;
}

export type Refusal = Pick<
  Extract<Reply, { do: 'refuse' }>,
  'status' | 'message' | 'code' | 'retryDelay'
>;

export function sse(data: unknown): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

export function modelIn(body: Record<string, unknown>): string {
  return typeof body['model'] === 'string' ? body['model'] : '';
}
