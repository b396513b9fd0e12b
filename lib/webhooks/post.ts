import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';

import { AddressRefused, checkedLookup } from './checked-lookup';
import { isPublicAddress } from './public-address';

/** An answer's body tells nothing: beyond this it is not even read. Bytes. */
const MAX_ANSWER_BYTES = 8 * 1024;

export interface PostOptions {
  body: string;
  headers: Record<string, string>;
  /** For the whole exchange. Milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  /** Plain http and addresses that are not public are allowed. */
  allowPrivate: boolean;
}

export interface PostAnswer {
  status: number;
  /** The header `Retry-After`, as it came. */
  retryAfter: string | undefined;
}

/**
 * Posts to an address that somebody else chose. Follows no redirect, keeps no connection.
 * @throws AddressRefused; whatever the connection failed by; the signal's reason
 */
export async function post(address: string, options: PostOptions): Promise<PostAnswer> {
  const url = new URL(address);
  if (!options.allowPrivate) requirePublic(url);
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...options.headers, 'content-length': Buffer.byteLength(options.body) },
        signal,
        agent: false,
        ...(options.allowPrivate ? {} : { lookup: checkedLookup }),
      },
      resolve,
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
  await drop(answer);
  return { status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] };
}

/** Node asks no resolver about an address that is written as one. */
function requirePublic({ protocol, hostname }: URL): void {
  if (protocol !== 'https:') throw new AddressRefused('not https');
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) {
    throw new AddressRefused('an address that is not public');
  }
}

async function drop(answer: IncomingMessage): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > MAX_ANSWER_BYTES) break;
    }
  } catch {
    // The status has come; how the body ends is all the same.
  } finally {
    answer.destroy();
  }
}
